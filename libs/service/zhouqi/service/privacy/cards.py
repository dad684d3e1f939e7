"""Numbers of cards that belong to a person: identity 居民身份证 and bank cards 银行卡. Pure."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

_ALONE: Final = r"(?<![0-9A-Za-z\-.])(?:{})(?![0-9A-Za-z]|-\d)"
_IDENTITY: Final = re.compile(
    _ALONE.format(
        r"\d{15}|\d{17}[\dXx]|\d{6}[ \-]\d{4}[ \-]?\d{4}[ \-]?\d{3}[\dXx]|\d{6}[ \-]\d{6}[ \-]\d{3}"
    )
)
_CARD: Final = re.compile(
    _ALONE.format(
        r"\d{15,19}|\d{4}([ \-./])\d{4}(?:\1\d{4}){2}(?:\1?\d{1,3})?|\d{6}[ \-]\d{9,13}|\d{4}[ \-]\d{6}[ \-]\d{5}"
    )
)
_PROVINCE: Final = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[123]")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK: Final = "10X98765432"
_NAMED_IDENTITY: Final = re.compile(
    r"(?:身份证|护照|通行证|军官证|士兵证|驾驶证|驾照|社保卡|居住证)(?:件)?(?:号码|编号|号)?[是为:\s(]{0,3}"
    r"(?<![0-9A-Za-z])[A-Za-z]{0,2}\d{6,17}[\dXx](?![0-9A-Za-z])"
)
_NAMED_CARD: Final = re.compile(
    r"(?:银行卡|储蓄卡|信用卡|借记卡|卡号|账号|帐号|账户|帐户)(?:号码|号)?[是为:\s(]{0,3}\d(?:[ \-]?\d){11,29}(?!\d)"
)
_BRANDS: Final = re.compile(r"62|4|5[1-5]|35(?:2[89]|[3-8])|3[47]|6011|65|60|9558|955[59]|1023|1030|6[89]")
_CODE: Final = re.compile(r"\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])|\d{6}(?:19|20)\d{6}")
"""A number of an office begins with the region and a year: that is no card, whatever its check digit."""


def has_identity(text: str) -> bool:
    """Whether ``text`` (NFKC) holds an identity number of 18 or 15 digits, or words say that it does."""
    return _NAMED_IDENTITY.search(text) is not None or any(map(_is_identity, _numbers(_IDENTITY, text)))


def has_bank_card(text: str) -> bool:
    """Whether ``text`` (NFKC) holds the number of a bank card, or words say that it does."""
    return _NAMED_CARD.search(text) is not None or any(map(_is_bank_card, _numbers(_CARD, text)))


def _numbers(pattern: re.Pattern[str], text: str) -> list[str]:
    return [re.sub(r"[ \-./]", "", found.group()).upper() for found in pattern.finditer(text)]


def _is_identity(number: str) -> bool:
    """Region, day of birth and, in 18 digits, a check digit (GB 11643, ISO 7064 MOD 11-2)."""
    if _PROVINCE.match(number) is None:
        return False
    if len(number) == 15:
        return number.isdigit() and _is_day(1900 + int(number[6:8]), number[8:10], number[10:12])
    if len(number) != 18 or not _is_day(int(number[6:10]), number[10:12], number[12:14]):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECK[total % 11] == number[-1]


def _is_day(year: int, month: str, day: str) -> bool:
    try:
        date(year, int(month), int(day))
    except ValueError:
        return False
    return True


def _is_bank_card(number: str) -> bool:
    """A card's number (ISO/IEC 7812): its brand, 15 to 19 digits, and the Luhn check digit."""
    if not number.isdigit() or _BRANDS.match(number) is None or _CODE.match(number) is not None:
        return False
    if len(number) == 15 and not number.startswith(("34", "37")):
        return False
    doubled = sum(sum(divmod(int(digit) * 2, 10)) for digit in number[-2::-2])
    return (doubled + sum(map(int, number[-1::-2]))) % 10 == 0
