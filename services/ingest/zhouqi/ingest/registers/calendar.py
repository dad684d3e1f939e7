"""The county's working days, year by year: from the yearly notices as far as they are out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from chinese_calendar import constants

from zhouqi.events.contracts.ingest import CalendarPublished
from zhouqi.service.rules.statutory import days_of_rest

FIRST_YEAR = 2021
"""The year in which the county's records begin."""
_SATURDAY = 5
_HOLIDAYS: Final[Mapping[date, str]] = constants.holidays
_NOTICED: Final = frozenset(day.year for day in _HOLIDAYS)
"""The years whose notice is known."""
_WORKDAYS: Final[Mapping[date, str]] = constants.workdays


def calendar(year: int) -> CalendarPublished:
    """The working days of ``year``; while its notice is not known provisional, with the statutory days of rest."""
    holidays = sorted(day for day in _HOLIDAYS if day.year == year)
    workdays = sorted(day for day in _WORKDAYS if day.year == year)
    if year not in _NOTICED:
        holidays = sorted(days_of_rest(year))
    return CalendarPublished(
        year=year,
        provisional=year not in _NOTICED,
        holidays=tuple(day for day in holidays if day.weekday() < _SATURDAY),
        workdays=tuple(day for day in workdays if day.weekday() >= _SATURDAY),
    )


def published_years(today: date) -> range:
    """The years that are published on ``today``: up to the next one."""
    return range(FIRST_YEAR, today.year + 2)
