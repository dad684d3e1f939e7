"""Names of persons 姓名 in Chinese text, as far as their surroundings show that they are some. Pure.

There is no sure way: a surname is an everyday character, and every word could be a given name. A name is told
by a label before it (联系人：…), by a title or an act behind it (…女士, …电话), by a verb of asking for somebody
before it (找…, 联系…), or by standing alone between two separators. Made anonymous (张某, 王××) it is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from zhouqi.service.privacy.surnames import COMMON, COMPOUND, GIVEN, SURNAMES, WORDS

_ANY = "[" + "".join(sorted(SURNAMES)) + "]"
_OFTEN = "[" + "".join(sorted(COMMON)) + "]"
_GIVEN = "[" + "".join(sorted(GIVEN)) + "]"
_FEW = (
    "某的了是在不有未到和与及或等已将由对为也就都而但无暂待局区市县镇乡村部处科室办站"
    "所厂司组队会委单位方式应须可请按"
)
_WIDE_NAME = rf"(?P<name>(?:{COMPOUND}|{_ANY})(?:(?![{_FEW}])[\u4e00-\u9fff]){{1,2}})"
"""Any signs but those of words and offices: where a mark leaves no doubt that a name follows."""
_NAME = rf"(?P<name>(?:{COMPOUND}|{_ANY}){_GIVEN}{{1,2}})"
_COMMON_NAME = rf"(?P<name>(?:{COMPOUND}|{_OFTEN}){_GIVEN}{{1,2}})"
_SURNAME = rf"(?P<name>{COMPOUND}|{_OFTEN})"
_BEFORE = r"(?:^|(?<=[^\u4e00-\u9fff])|(?<=[找和与及跟向请让由给问是叫同]))"
_DOES = (
    r"(?:联系|沟通|对接|协商|商量|反映|说明|负责|办理|处理|核实|签字|确认|电话|手机|微信|同志|先生|女士|小姐)"
)
_END = rf"(?=$|[^\u4e00-\u9fff0-9A-Za-z]|\d{{3}}|说|称|已|将|等|{_DOES})"
_ALONE = rf"(?=$|[^\u4e00-\u9fff]|说|已|同意|{_DOES})"
_TITLE = (
    r"(?:先生|女士|小姐|同志|师傅|老师|经理|总经理|副总|董事长|主任|副主任|科长|副科长|局长|副局长|县长|镇长|乡长|村长|书记|处长|厂长|"
    r"总监|总工|主管|所长|院长|部长|组长|队长|站长|会计|工程师|医生|律师|阿姨|大姐|大哥|老板|股长|专员)"
)
_LABEL = (
    r"(?:联系人|联络人|负责人|经办人|经手人|承办人|责任人|法定代表人|法人代表|法人|申请人|投诉人|举报人|反映人|当事人|委托人|代理人|"
    r"收件人|填报人|填表人|签字人|代办员|代办人|姓名|名字|名叫|我叫|叫做|本人|署名|签名|签字|落款|业主|户主|职工|员工|工人|驾驶员|"
    r"股东|同事|老乡|邻居|儿子|女儿|妻子|丈夫|父亲|母亲)"
)
_ASKED = r"(?:找|联系|联络|请联系|请找|拨打|转告|委托|问问|询问|咨询|对接|交给|转交|转给|约|同)"
_PATTERNS: Final = (
    _LABEL + r"(?:姓名)?\s?[:叫]\s?" + _WIDE_NAME + _END,
    _LABEL + r"(?:姓名)?(?:\s?[:是为叫]\s?|\s)" + _NAME + _END,
    _BEFORE + _WIDE_NAME + r"(?=先生|女士|小姐)",
    _LABEL + _COMMON_NAME + _END,
    _COMMON_NAME + r"(?=" + _TITLE + r")",
    _BEFORE + _NAME + r"(?=" + _TITLE + r")",
    _TITLE + _COMMON_NAME + _END,
    _ASKED + _COMMON_NAME + _END,
    r"[与和跟向由请给]" + _COMMON_NAME + rf"(?=[、,和与]|{_DOES})",
    _COMMON_NAME + r"(?=[(:\s]{0,2}(?:的?(?:联系)?电话|手机|微信|联系方式|\d{7}))",
    r"(?:^|(?<=[\s,。;、:!?()/|]))" + _COMMON_NAME + r"(?<![路河溪岭洲州城园台道])(?=$|[\s,。;、:!?()/|]|\d)",
)
_TITLED: Final = (
    _BEFORE + _SURNAME + r"(?=" + _TITLE + r")",
    _NAME + r"(?=先生|女士|小姐)",
    _ASKED + _SURNAME + rf"(?={_TITLE}|(?:总|局|(?<!施)工){_ALONE})",
    r"(?:^|(?<=[^\u4e00-\u9fff])|(?<=[请由]))" + _SURNAME + rf"(?:总|局|(?<!施)工){_ALONE}",
    r"(?:(?<=[找问])|(?<=联系))[老小阿](?P<name>" + _OFTEN + r")(?=$|[^\u4e00-\u9fff])",
    r"\b(?:Mr|Mrs|Ms|Miss)\b\.?\s?(?P<name>[A-Z][a-z]+)",
)
_ENDINGS: Final = frozenset({"先生", "中心", "大学", "中学", "小学", "公园", "花园", "新城", "城南", "国城"})
"""What ends the name of a place or a house, and no person's."""
_FOREIGN: Final = (_LABEL + r"\s?[:是为叫]?\s?[\u4e00-\u9fff]{2,6}[·•・][\u4e00-\u9fff]{2,8}",)


def has_name(text: str) -> bool:
    """Whether ``text`` (NFKC) seems to name a person."""
    return next(_names(text), None) is not None or any(
        pattern.search(text) for pattern in _compiled(_TITLED + _FOREIGN)
    )


@cache
def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """``patterns``, compiled for the first text: that takes a tenth of a second, and most processes see none."""
    return tuple(map(re.compile, patterns))


def _names(text: str) -> Iterator[str]:
    for pattern in _compiled(_PATTERNS):
        for found in pattern.finditer(text):
            name = found["name"]
            if name not in WORDS and name[:2] not in WORDS and name[-2:] not in _ENDINGS:
                yield name
