"""Codes and days as the sources write them: what is well-formed, and what stands for nothing."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from stdnum.cn import uscc
from stdnum.exceptions import ValidationError

_PROJECT_CODE = re.compile(r"\d{2}(0[1-9]|1[0-2])-\d{6}-\d{2}-\d{2}-\d{6}")
_OLD_PROJECT_CODE = re.compile(r"20\d{2}-\d{6}-\d{2}-\d{2}-\d{6}(-\d{3})?")
_INDUSTRY = re.compile(r"[A-T](\d{2}(\d{1,2})?)?")
NULL_DAY = date(1900, 1, 1)
"""What old databases write where they have no date; seen in landchina's exports."""


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


def read_day(text: str) -> date | None:
    """The day that ``text`` (YYYY-MM-DD) names; None for 1900-01-01. Raises ValueError."""
    day = date.fromisoformat(text)
    return None if day == NULL_DAY else day


def read_amount(text: str) -> Decimal:
    """A decimal amount, finite and not negative, at most four decimals. Raises ValueError."""
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise ValueError("no number") from None
    exponent = amount.as_tuple().exponent
    if not isinstance(exponent, int) or amount < 0 or exponent < -4 or amount >= Decimal(10) ** 12:
        raise ValueError("out of range")
    return amount
