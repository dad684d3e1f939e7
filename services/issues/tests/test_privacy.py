"""What counts as personal data in a text, and what only looks like it."""

import pytest

from zhouqi.issues.privacy import Personal, found_in


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("请联系 13800138000", Personal.MOBILE),
        ("电话138-0013-8000。", Personal.MOBILE),
        ("+86 138 0013 8000", Personal.MOBILE),
        ("１３８００１３８０００", Personal.MOBILE),
        ("身份证11010519491231002X", Personal.IDENTITY),
        ("号码 11010519491231002x 的职工", Personal.IDENTITY),
        ("发到 someone@example.com", Personal.EMAIL),
    ],
)
def test_personal_data_is_seen(text: str, kind: Personal) -> None:
    assert found_in(text) is kind


@pytest.mark.parametrize(
    "text",
    [
        "请问何时可以落实用地指标？",
        "项目 2203-330523-04-01-123456 的施工许可",
        "统一社会信用代码 91330523MA2B3C4D5M",
        "记录号 11010519491231002",  # one digit short
        "11010519491231002 1",
        "编号 110105194912310021",  # the check digit is wrong
        "编号 110105194913310029",  # there is no thirteenth month
        "总投资 13800138000000 元",
        "合同额 12800138000 元",
        "容积率 @1.5",
    ],
)
def test_what_only_looks_like_it_passes(text: str) -> None:
    assert found_in(text) is None
