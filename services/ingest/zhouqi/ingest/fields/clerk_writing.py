"""What clerks write, in the one form that the fields are read in: days, times, amounts, counts, codes.

All are pure, and total: what is not surely meant as what the column holds stays as it is, so that the field's own
reader refuses it. ``f(f(text)) == f(text)``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal, localcontext
from typing import Final

COUNTY_ZONE: Final = timezone(timedelta(hours=8))
"""Of times that are written without one: the county's (Asia/Shanghai has had no other offset since 1991)."""
IN_WAN: Final[Mapping[str, Decimal]] = {
    "元": Decimal("0.0001"),
    "千元": Decimal("0.1"),
    "万元": Decimal(1),
    "百万元": Decimal(100),
    "亿元": Decimal(10_000),
}
"""A unit of money in 万元."""
PLACES: Final = 4
"""Decimals of an amount in 万元 that a record keeps: to the 元."""
SERIALS: Final = range(36_526, 73_416)
"""Days that Excel counts from 1900 on, from 2000 to 2100: other numbers are not taken for one."""
_BEGIN: Final = {False: date(1899, 12, 30), True: date(1904, 1, 1)}

_DAY: Final = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})"
    r"|年(\d{1,2})月(\d{1,2})日?|(\d{2})(\d{2}))",
    re.ASCII,
)
_CLOCK: Final = re.compile(
    r"(\d{1,2})(?::|时)(\d{1,2})(?:(?::|分)(\d{1,2})?(?:\.(\d{1,6})\d*)?秒?)?\s*(Z|[+-]\d{2}:?\d{2})?",
    re.ASCII,
)
_AMOUNT: Final = re.compile(
    r"(?:人民币|¥)?\s*(\d{1,3}(?:,\d{3}){1,7}(?:\.\d{1,24})?|\d{1,24}(?:\.\d{1,24})?)"
    r"\s*(元|千元|万元|百万元|亿元)?",
    re.ASCII,
)
_YEAR: Final = re.compile(r"(\d{4})年(?:度)?", re.ASCII)
_FLOATED: Final = re.compile(r"\d(?:\.\d+)?E\+?\d{2,3}", re.ASCII | re.IGNORECASE)


def as_day(text: str) -> str:
    """A day as YYYY-MM-DD, from 2026.3.5, 2026/3/5, 2026年3月5日, 20260305; a time of the day behind it is left out.

    >>> as_day("２０２６年3月5日")
    '2026-03-05'
    """
    plain = _plain(text)
    found = _DAY.match(plain)
    if found is None:
        return text
    rest = plain[found.end() :].lstrip("T ")
    day = _day(found)
    return text if day is None or (rest and _clock(rest) is None) else day.isoformat()


def as_time(text: str) -> str:
    """A day and a time of it, with the county's zone if none is written; a day alone is no time.

    >>> as_time("2026.10.30 9:05")
    '2026-10-30T09:05:00+08:00'
    """
    plain = _plain(text)
    if _is_time(plain):
        return plain
    found = _DAY.match(plain)
    day = None if found is None else _day(found)
    if found is None or day is None:
        return text
    clock = _clock(plain[found.end() :].lstrip("T "))
    return text if clock is None else f"{day.isoformat()}T{clock}"


def as_amount(text: str, unit: str) -> str | None:
    """An amount in 万元, exactly, from one in ``unit`` or in the unit that the cell itself names.

    Thousands may be set apart, a sign of the currency may stand before. None for one that is finer than a record
    keeps: it is never rounded.

    >>> as_amount("1,234,500.00", "元"), as_amount("12.5万元", "元"), as_amount("0.5", "元")
    ('123.45', '12.5', None)
    """
    found = _AMOUNT.fullmatch(_plain(text))
    if found is None:
        return text
    number, said = found[1].replace(",", ""), found[2] or unit
    if said == "万元":
        return number
    with localcontext() as exact:
        exact.prec = 60
        amount = (Decimal(number) * IN_WAN[said]).normalize()
    exponent = amount.as_tuple().exponent
    return f"{amount:f}" if isinstance(exponent, int) and exponent >= -PLACES else None


def as_count(text: str) -> str:
    """A whole number in plain digits, from full-width ones, with thousands set apart, or a year 年.

    >>> as_count("２０２４年度")
    '2024'
    """
    plain = _plain(text)
    if year := _YEAR.fullmatch(plain):
        return year[1]
    if re.fullmatch(r"\d{1,3}(,\d{3})+", plain, re.ASCII):
        return plain.replace(",", "")
    return plain if re.fullmatch(r"\d+", plain, re.ASCII) else text


def as_code(text: str) -> str | None:
    """A code in half-width signs, without what CSV files put around it; None for one that is a number's picture.

    >>> as_code('="０１２"'), as_code("3.30529E+17")
    ('012', None)
    """
    plain = _plain(text)
    if len(plain) > 3 and plain.startswith('="') and plain.endswith('"'):
        plain = plain[2:-1].strip()
    return None if _FLOATED.fullmatch(plain) else plain


def from_serial(serial: float, *, date1904: bool) -> date | None:
    """The day that Excel counts as ``serial``; None for a number that is hardly meant as one."""
    days = int(serial) + (1462 if date1904 else 0)
    return _BEGIN[date1904] + timedelta(days=int(serial)) if days in SERIALS else None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _day(found: re.Match[str]) -> date | None:
    year, *parts = (int(part) for part in found.groups() if part is not None)
    try:
        return date(year, *parts)
    except ValueError:
        return None


def _clock(text: str) -> str | None:
    """A time of the day with a zone."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    part = f".{found[4]}" if found[4] and int(found[4]) else ""
    zone = (found[5] or "+08:00").replace("Z", "+00:00")
    return f"{hour:02}:{minute:02}:{second:02}{part}{zone if ':' in zone else f'{zone[:3]}:{zone[3:]}'}"


def _is_time(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
