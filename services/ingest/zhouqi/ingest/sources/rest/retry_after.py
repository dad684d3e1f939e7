"""When a source asks to come again: Retry-After (RFC 9110, 10.2.3), in seconds or as a date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

_MOST_DIGITS: Final = 9


def retry_after(headers: Mapping[str, str], now: datetime, most: timedelta) -> timedelta | None:
    """For how long the answer asks to be left alone, at most ``most``; None when it does not say it readably.

    A date is held against the source's own clock (``Date``) where the answer has it, otherwise ``now``.
    """
    said = headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        asked = timedelta(seconds=int(said)) if len(said) <= _MOST_DIGITS else most
    elif (until := _date(said)) is not None:
        asked = until - (_date(headers.get("date", "")) or now)
    else:
        return None
    return min(max(asked, timedelta()), most)


def _date(text: str) -> datetime | None:
    """An HTTP date; one without a zone is in GMT, as all of them are."""
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
