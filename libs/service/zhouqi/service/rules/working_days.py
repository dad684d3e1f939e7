"""Working days 工作日 of the county, and the terms that are counted in them. Pure.

Monday to Friday are worked but for the holidays; some weekend days are worked instead 调休. The State
Council publishes these exceptions each November for the next year; a year without its notice is *provisional*:
of it only the statutory days of rest are known, and every day that was counted through it says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from zhouqi.events import COUNTY_ZONE
from zhouqi.service.rules.statutory import days_of_rest

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Year:
    """The exceptions of one year; of a provisional one the statutory days of rest are known without them."""

    provisional: bool = True
    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()


_UNPUBLISHED = Year()


@dataclass(frozen=True, slots=True)
class Term:
    """The last day of a term. ``provisional``: it rests on a year whose exceptions are not known yet."""

    day: date
    provisional: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """All years that were published; any other year is provisional."""

    years: Mapping[int, Year] = field(default_factory=dict)

    def works(self, day: date) -> bool:
        """Whether ``day`` is a working day, as far as is known."""
        year = self._year(day)
        rests = day in year.holidays or (year.provisional and day in days_of_rest(day.year))
        return day in year.workdays or (day.weekday() < _SATURDAY and not rests)

    def add(self, start: date, days: int) -> Term:
        """The ``days``-th working day behind ``start``, which is excluded. ``days`` is at least 1.

        Provisional when a day from ``start`` on is of a year whose exceptions are not known yet.
        """
        day, left, provisional = start, days, self._year(start).provisional
        while left:
            day += _ONE_DAY
            left -= self.works(day)
            provisional = provisional or self._year(day).provisional
        return Term(day, provisional)

    def start(self, at: datetime, cut_off_hour: int) -> Term:
        """The day that counts as the start of a term for what happened ``at`` that time.

        Its own day in the county (Asia/Shanghai); after the cut-off hour, or on a rest day, the next
        working day.
        """
        local = at.astimezone(COUNTY_ZONE)
        if self.works(local.date()) and not _after(local.time(), cut_off_hour):
            return Term(local.date(), self._year(local.date()).provisional)
        return self.add(local.date(), 1)

    def term(self, at: datetime, days: int, cut_off_hour: int) -> Term:
        """The term of ``days`` working days for what happened ``at`` that time."""
        start = self.start(at, cut_off_hour)
        end = self.add(start.day, days)
        return Term(end.day, start.provisional or end.provisional)

    def _year(self, day: date) -> Year:
        return self.years.get(day.year, _UNPUBLISHED)


def _after(at: time, hour: int) -> bool:
    return hour < 24 and at > time(hour)
