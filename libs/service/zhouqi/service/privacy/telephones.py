"""Telephone numbers of mainland China: mobile 手机 and landline 固定电话. Pure.

Numbering by 电信网编号计划 (2017): mobiles have 11 digits and begin with 13 to 19; landlines have 7 or 8
behind an area code of 3 or 4 that begins with 0. Service numbers (12345, 400…) reach no person.
"""

from __future__ import annotations

import re
from typing import Final

_GAP = r"[\s\-–—~.·_/*()]{1,3}"
_UNIT = r"(?!\s?(?:元|万|亿|吨|亩|平方|㎡|m2|千瓦|kw|公斤|立方|人|家|%|股))"
_GROUPINGS: Final = (
    (11,),
    (3, 4, 4),
    (4, 4, 3),
    (3, 3, 5),
    (3, 8),
    (7, 4),
    (5, 6),
    (3, 2, 2, 2, 2),
    (1,) * 11,
)
_ABROAD = r"(?:[(]?(?:\+|00)?86(?:" + _GAP + r")?)?"
_MOBILES: Final = tuple(
    re.compile(
        r"(?<![\d.])" + _ABROAD + r"(?=1" + (_GAP if groups[0] == 1 else "") + r"[3-9])"
        + _GAP.join(rf"\d{{{length}}}" for length in groups) + r"(?!\d|\.\d)" + _UNIT,
        re.IGNORECASE,
    )
    for groups in _GROUPINGS
)  # fmt: skip
_SIGNS: Final = "〇零○幺一壹二贰三叁四肆五伍六陆七柒八捌九玖"
_DIALLED: Final = str.maketrans(_SIGNS, "0001112233445566778899")
_SPOKEN: Final = re.compile(rf"(?=\d*[{_SIGNS}])[{_SIGNS}\d]{{11,}}")
_AREA = r"(?:10|2[0-57-9]|[3-9]\d{2})"
_SUBSCRIBER = r"[2-8]\d{2,3}[\s\-]?\d{4}"
_LANDLINE: Final = re.compile(
    r"(?<![\d.\-])(?:(?:(?:\+|00)86[\s\-]?|[(]?0)" + _AREA + r"[)\s\-—–]{0,3}|[(]0?" + _AREA + r"[)]\s?)"
    + _SUBSCRIBER + r"(?:[\s\-转分机#ext.]{1,5}\d{1,6})?(?![\d])" + _UNIT,
    re.IGNORECASE,
)  # fmt: skip
_CALLED: Final = re.compile(
    r"(?:电话|座机|固话|传真|致电|拨打|来电|短号|分机|\btel\b|\bphone\b|\bfax\b)"
    r"[号码是为:\s.,(]{0,6}(?<!\d)(?:[2-8]\d{2,3}[\s\-]?\d{4}|6\d{5})(?!\d)" + _UNIT,
    re.IGNORECASE,
)


def has_mobile(text: str) -> bool:
    """Whether ``text`` (NFKC) holds a mobile number, also one with separators, +86, or in characters."""
    return any(pattern.search(text) for pattern in _MOBILES) or any(
        pattern.search(digits) for digits in map(_digits, _SPOKEN.findall(text)) for pattern in _MOBILES[:1]
    )


def has_landline(text: str) -> bool:
    """Whether ``text`` (NFKC) holds a landline with its area code, or one that words say is a telephone."""
    return _LANDLINE.search(text) is not None or _CALLED.search(text) is not None


def _digits(spoken: str) -> str:
    return spoken.translate(_DIALLED)
