"""Codes and values as the sources write them: what is well-formed, and what stands for nothing."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation

from stdnum.cn import uscc
from stdnum.exceptions import ValidationError

_PROJECT_CODE = re.compile(r"\d{2}(0[1-9]|1[0-2])-\d{6}-\d{2}-\d{2}-\d{6}")
_OLD_PROJECT_CODE = re.compile(r"20\d{2}-\d{6}-\d{2}-\d{2}-\d{6}(-\d{3})?")
_BARE_PROJECT_CODE = re.compile(r"(\d{4})(\d{6})(\d{2})(\d{2})(\d{6})(\d{3})?")
_DASHES = re.compile(r"[-\u2010-\u2015\u2212]+")
_INDUSTRY = re.compile(r"[A-T](\d{2}(\d{1,2})?)?")
_NUMBER = re.compile(r"[0-9A-Za-z._:/\-]{4,64}")
_SITE = re.compile(r"[0-9A-Z]{8,20}")
NULL_DAY = date(1900, 1, 1)
"""What old databases write where they have no date; seen in landchina's exports."""
MU_PER_HECTARE = 15
_FOUR_PLACES = Decimal("0.0001")
_TOO_MUCH = Decimal(10) ** 12
_DIGITS = re.compile(r"\s*[\d.]{1,40}\s*")
"""An amount as people and databases write one; Python also takes 1_000 and 1E+3, which nobody meant as an amount."""


def is_credit_code(text: str) -> bool:
    """Whether ``text`` is a unified social credit code 统一社会信用代码 (GB 32100-2015), check included."""
    try:
        return bool(uscc.validate(text) == text)
    except ValidationError:
        return False


def is_project_code(text: str) -> bool:
    """Whether ``text`` has the form of a project code 项目代码 (GB/T 40058-2021, or its predecessor).

    The check digit's algorithm is not public, so it is not checked.
    """
    return bool(_PROJECT_CODE.fullmatch(text) or _OLD_PROJECT_CODE.fullmatch(text))


def is_industry(text: str) -> bool:
    """Whether ``text`` has the form of an industry code (GB/T 4754-2017): a letter, 2 to 4 digits."""
    return bool(_INDUSTRY.fullmatch(text))


def is_document_number(text: str) -> bool:
    """Whether ``text`` can be the number of a permit or of a parcel: 4 to 64 letters, digits and marks."""
    return bool(_NUMBER.fullmatch(text))


def is_site(text: str) -> bool:
    """Whether ``text`` can be the code that 智慧工地 and 实名制 know a site by."""
    return bool(_SITE.fullmatch(text))


def normalised_reference(text: str) -> str:
    """A reference written as its own system writes it: no full-width signs, no blanks, capitals, plain hyphens."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    return _DASHES.sub("-", plain).upper()


def project_reference(text: str) -> str:
    """A project code that another system wrote down, with its hyphens put back. Raises ValueError."""
    code = normalised_reference(text)
    if bare := _BARE_PROJECT_CODE.fullmatch(code.replace("-", "")):
        code = "-".join(part for part in bare.groups() if part)
    if not is_project_code(code):
        raise ValueError("no project code")
    return code


def read_day(text: str) -> date | None:
    """The day that ``text`` (YYYY-MM-DD) names; None for 1900-01-01. Raises ValueError."""
    day = date.fromisoformat(text)
    return None if day == NULL_DAY else day


def read_amount(text: str) -> Decimal:
    """A decimal amount, finite and not negative, at most four decimals. Raises ValueError."""
    return _decimal(text, places=4)


def read_hectares(text: str) -> Decimal:
    """An area in mu 亩 with four decimals, from hectares 公顷 (15 亩 each). Raises ValueError."""
    return (_decimal(text, places=6) * MU_PER_HECTARE).quantize(_FOUR_PLACES)


def _decimal(text: str, places: int) -> Decimal:
    if not _DIGITS.fullmatch(text):
        raise ValueError("no number")
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise ValueError("no number") from None
    exponent = amount.as_tuple().exponent
    if not isinstance(exponent, int) or amount < 0 or exponent < -places or amount >= _TOO_MUCH:
        raise ValueError("out of range")
    return amount


def read_count(text: str) -> int:
    """A number of things or days: 0 to 999999, in digits alone. Raises ValueError."""
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise ValueError("no count")
    return int(text)


def read_yes(text: str) -> bool:
    """是 or 否. Raises ValueError."""
    if text not in ("是", "否"):
        raise ValueError("neither 是 nor 否")
    return text == "是"
