"""What is due at a business time: collections by their schedule, and the close of a day. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from zhouqi.events import COUNTY_ZONE
from zhouqi.ingest.keep import Reading

SOURCES_CLOSE = time(17, 30)
"""When the source systems have put out the last of a day (Asia/Shanghai)."""
CLOSING = time(18, 0)
"""When the county's day of collection is over (Asia/Shanghai): the sources have closed by then."""


@dataclass(frozen=True, slots=True)
class Due:
    """A collection that is due. ``needed`` is the time the source must vouch for, if a day waits for it."""

    name: str
    needed: datetime | None


def due_days(last: date | None, now: datetime) -> Iterator[date]:
    """The days to close at ``now``: all since ``last``, or the latest alone when none was closed yet."""
    local = now.astimezone(COUNTY_ZONE)
    latest = local.date() if local.time() >= CLOSING else local.date() - timedelta(days=1)
    day = latest if last is None else last + timedelta(days=1)
    while day <= latest:
        yield day
        day += timedelta(days=1)


def vouched(day: date) -> datetime:
    """The time up to which everything must be there for ``day`` to be closed."""
    return datetime.combine(day, SOURCES_CLOSE, COUNTY_ZONE)


def needed(reading: Reading, days: Iterable[date]) -> datetime | None:
    """What the reading still lacks for the first of ``days`` that it does not cover; None for none."""
    return next((vouched(day) for day in days if not _covers(reading, day)), None)


def due(name: str, every: timedelta, reading: Reading, days: Iterable[date], now: datetime) -> Due | None:
    """The collection of ``name``, if a day waits for it or its time has come."""
    lacks = needed(reading, days)
    if lacks is not None or reading.collected_at is None or now - reading.collected_at >= every:
        return Due(name, lacks)
    return None


def closable(days: Sequence[date], readings: Iterable[Reading]) -> list[date]:
    """The days, from the first on, for which every one of ``readings`` is complete."""
    complete = list(readings)
    found = []
    for day in days:
        if not all(_covers(reading, day) for reading in complete):
            break
        found.append(day)
    return found


def quiet_until(every: Mapping[str, timedelta], readings: Mapping[str, Reading], now: datetime) -> datetime:
    """The business time before which nothing comes due, when nothing is due at ``now``."""
    local = now.astimezone(COUNTY_ZONE)
    closing = datetime.combine(local.date(), CLOSING, COUNTY_ZONE)
    times = [closing if closing > now else closing + timedelta(days=1)]
    times += [
        reading.collected_at + every[name]
        for name, reading in readings.items()
        if reading.collected_at is not None
    ]
    return min(times)


def _covers(reading: Reading, day: date) -> bool:
    return reading.complete_to is not None and reading.complete_to >= vouched(day)
