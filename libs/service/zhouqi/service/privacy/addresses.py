"""What reaches a person, or tells whose car it is: e-mail, WeChat and QQ, number plates. Pure."""

from __future__ import annotations

import re
from typing import Final

_EMAIL: Final = re.compile(
    r"[^\s@<>,;:，。；：、]{1,64}(?:@|\s?[(\[](?:at|AT)[)\]]\s?)[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*\.[A-Za-z]{2,24}"
)
_ACCOUNT: Final = re.compile(
    r"(?:微信|薇信|威信|wechat|weixin|(?<![a-z])vx|(?<![a-z])qq|扣扣|加[vV薇微])"
    r"(?:(?:号码?|群|id)\s?[是为:]?|[是为:]|\s)?\s?"
    r"(?=[a-z0-9_\-]*\d)[a-z0-9][a-z0-9_\-]{4,19}(?![a-z0-9])",
    re.IGNORECASE,
)
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE: Final = re.compile(
    rf"(?:[{_PROVINCES}]|(?<![高创更全最])新)[A-HJ-NP-Z][·.•\s\-]?"
    r"(?=[A-Z]{0,5}\d)(?:[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳]|[A-HJ-NP-Z0-9]{6})(?![A-Z0-9\-])",
    re.IGNORECASE,
)


def has_email(text: str) -> bool:
    """Whether ``text`` (NFKC) holds an e-mail address."""
    return _EMAIL.search(text) is not None


def has_account(text: str) -> bool:
    """Whether ``text`` (NFKC) holds the account of a messenger, told by the word before it."""
    return _ACCOUNT.search(text) is not None


def has_plate(text: str) -> bool:
    """Whether ``text`` (NFKC) holds a number plate (GA 36-2018), of 5 signs or, for new energy, of 6."""
    return _PLATE.search(text) is not None
