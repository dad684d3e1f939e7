"""What counts as personal data in a text, and what only looks like it. All people and numbers are made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhouqi.service.privacy import Personal, find_personal

SEEN = {
    Personal.MOBILE: """
        请联系 13800138000|电话138-0013-8000。|+86 138 0013 8000|１３８００１３８０００|008613800138000
        138.0013.8000|1 3 8 0 0 1 3 8 0 0 0|致电一三八零零一三八零零零|幺三九〇〇幺三九〇〇〇
        ①③⑧⓪⓪①③⑧⓪⓪⓪|(86)13800138000|138 00138000|1380013 8000
    """,
    Personal.LANDLINE: """
        0572-8067123|(0572)8067123|021 62345678 转 801|办公室电话：8067123|+86-572-8067123|05728067123
        传真 8067-1234|010—62345678
    """,
    Personal.IDENTITY: """
        身份证11010519491231002X|号码 11010519491231002x 的职工|110105 19491231 002X
        证号 110105491231002|身份证号：110105194912310021|护照号 E12345678|持驾照330501199001011234
    """,
    Personal.BANK_CARD: """
        6222021234567890128|4111/1111/1111/1111|4111.1111.1111.1111|6222 0212 3456 7890 128
        4111111111111111|卡号 6222021234567890123|账号：1205280009200012345|5500-0000-0000-0004
    """,
    Personal.PLATE: """
        浙E12345|浙E·D12345|浙e 1a2b3|皖A12345D|沪A·F01234|粤Z1234港|苏E1234学|新A12345
    """,
    Personal.EMAIL: """
        发到 someone@example.com|someone＠example.com|张三@qq.com|a.b(at)example.org
    """,
    Personal.ACCOUNT: """
        微信号：zq_2026|加微信 abc12345|QQ 123456789|wechat: some-one1|vx：zhouqi88
    """,
    Personal.NAME: """
        联系人：王建国|联系人王建国，请回电|张经理已同意|请与李主任联系|找陈伟明办理|王总说下周
        李女士反映|欧阳建华书记|请找老王|负责人 赵敏|法定代表人：钱晓东|本人孙丽华|反映人：周志强
        刘洋电话未接|张伟|已与李娜、王芳沟通|代办员吴志刚|Mr. Wang|我叫郑海燕|厂长冯军|经办人：司马光华
        业主陈静，要求退款|咨询林小红同志|联系人：买买提·艾力|黄师傅修过|请徐工联系|由何晓明负责
        高峰先生|许文静女士|请转告沈丽
    """,
}
"""Of a person, one case to each ``|``; more of them are told than names, of which only those with a mark are."""

UNSEEN_NAMES = "王建国来过两次|厂里的李娜知道|昨天建国同意了"
"""Names that stand amid a sentence without any mark of being one. Said, so that nobody thinks that they are told."""

PASSES = """
    请问何时可以落实用地指标？|石泉路|安顺路，康宁路|项目 2203-330523-04-01-123456 的施工许可
    统一社会信用代码 91330523MA2B3C4D5M|记录号 11010519491231002|11010519491231002 1
    编号 110105194912310021|编号 110105194913310029|订单 00123456789 已发|增长 +100 000 000 元
    2024-01-15 12|2024 1130 0917|比值 0.375750683890174|总投资 13800138000000 元
    合同额 12800138000 元|容积率 @1.5|投资 13800138000 元|2026-10-30 13:30:45|浙发改〔2026〕138号
    330523202601010101|330523202601010201-1|3305232026B00012|3311222019030002
    浙自然资规〔2026〕12345678号|面积 13800 平方米|拨打12345热线|400-800-1234|浙B2-20260001
    建字第330523202600123号|高新A12345地块|微信公众号|联系人尚未确定|负责人应到场|联系方式见附件
    联系金华市自然资源局|请联系施工单位|安吉、德清、长兴三县|项目经理未到场|客户经理回复|副县长督办
    董事长未签字|总投资 1.2 亿元|完成总工期的一半|项目总监不在|县长信箱|部门主任协调
    联系高新区管委会|满意|高兴|成功|安全，文明|方向明确|张某反映|王××来电|李某某女士|施工方已进场
    本人已收到|本人同意|责任人成立专班|江南大道以东|农业农村局|何时兑现|万达广场|温岭、江山
    钱塘江边|金融贷款、林业审批|陈述意见|温度 36.5|黄山路、石家庄|余热利用|经办人已更换
    请找相关部门|职工安置|员工安全培训|业主方便的时间|法人变更|请转交财政局|常温保存|车间主任
    高级工程师职称|安全主任|平安工程|水利局长|华东地区总经理
"""


def cases(text: str) -> list[str]:
    return [one.strip() for line in text.strip().splitlines() for one in line.split("|") if one.strip()]


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, one) for kind, text in SEEN.items() for one in cases(text)]
)
def test_personal_data_is_seen(kind: Personal, text: str) -> None:
    assert find_personal(text) is kind


@pytest.mark.parametrize("text", cases(PASSES))
def test_what_only_looks_like_it_passes(text: str) -> None:
    assert find_personal(text) is None


@pytest.mark.parametrize("text", cases(UNSEEN_NAMES))
def test_a_name_without_a_mark_is_not_told(text: str) -> None:
    assert find_personal(text) is None


@given(
    st.text(st.sampled_from("的了是在，。 \n"), max_size=8),
    st.from_regex(r"1[3-9]\d{9}", fullmatch=True),
    st.sampled_from(["", " ", "-", "."]),
    st.text(st.sampled_from("的了是在，。 \n"), max_size=8),
)
def test_a_mobile_number_is_seen_wherever_it_stands(before: str, number: str, gap: str, after: str) -> None:
    number = gap.join((number[:3], number[3:7], number[7:]))
    assert find_personal(f"{before}{number}{after}") is not None


@given(st.text(max_size=200))
def test_any_text_is_judged(text: str) -> None:
    assert find_personal(text) in {None, *Personal}
