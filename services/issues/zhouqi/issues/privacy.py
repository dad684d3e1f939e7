"""Texts that name or reach a person do not enter: mobile numbers, identity numbers, e-mail addresses.

Events are kept for good and go to every department, so what should not be in them is refused before
anything is written.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from enum import StrEnum


class Personal(StrEnum):
    """What a text seems to hold."""

    MOBILE = "mobile"
    IDENTITY = "identity"
    EMAIL = "email"


_MOBILE = re.compile(r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")
_IDENTITY = re.compile(r"(?<![0-9A-Za-z])(\d{6})(\d{4})(\d{2})(\d{2})\d{3}[\dXx](?![0-9A-Za-z])")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


def found_in(text: str) -> Personal | None:
    """The first kind of personal data that ``text`` seems to hold; full-width digits count too."""
    plain = unicodedata.normalize("NFKC", text)
    if _EMAIL.search(plain):
        return Personal.EMAIL
    if any(_is_identity(match) for match in _IDENTITY.finditer(plain)):
        return Personal.IDENTITY
    return Personal.MOBILE if _MOBILE.search(plain) else None


def _is_identity(match: re.Match[str]) -> bool:
    """An identity number 居民身份证号 has a day of birth and a check digit (GB 11643, ISO 7064 MOD 11-2)."""
    number = match.group().upper()
    try:
        date(*(int(match.group(part)) for part in (2, 3, 4)))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECK[total % 11] == number[-1]
