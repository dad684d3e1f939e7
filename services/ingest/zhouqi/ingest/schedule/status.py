"""How far the county's collection has come at a business time: what is due, and which days may be closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from zhouqi.events.log.connection import Conn
from zhouqi.ingest.collection.attempts import Attempt, open_attempts
from zhouqi.ingest.collection.checkpoints import Checkpoint, checkpoints
from zhouqi.ingest.kinds import KINDS
from zhouqi.ingest.kinds.project import PROJECT
from zhouqi.ingest.kinds.systems import COUNTY
from zhouqi.ingest.registers.collector import REGISTER
from zhouqi.ingest.schedule.due import Closable, Schedule
from zhouqi.ingest.schedule.rules import county_day
from zhouqi.ingest.settings import IngestSettings
from zhouqi.service.runtime import Runtime

LONGEST_ATTEMPT = 600.0
"""A try ends after so many seconds, whatever it waits for; what bounds a source's answers is shorter."""
SOURCES: Mapping[str, str] = {REGISTER: COUNTY, **{kind.name: kind.source for kind in KINDS}}
"""All that is collected -> where it comes from: the registers, then the kinds in their order."""
INTERVALS: Mapping[str, timedelta] = {
    REGISTER: timedelta(hours=12),
    **{kind.name: kind.every for kind in KINDS},
}
"""All that is collected -> business time between two collections."""


@cache
def _schedule(late_after_seconds: float) -> Schedule:
    """The schedule of one patience. Raises RulesError and SettingsError."""
    return Schedule(
        hours=county_day(),
        every=INTERVALS,
        indispensable=frozenset({REGISTER, PROJECT.name}),
        patience=late_after_seconds,
        longest=LONGEST_ATTEMPT,
    )


def schedule_for(runtime: Runtime) -> Schedule:
    """The schedule by which a deployment goes."""
    return _schedule(runtime.own(IngestSettings).late_after_seconds)


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """The last closed day, and the kinds that are late for it."""

    day: date
    late: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CollectionStatus:
    """How far the county's collection has come at a business time."""

    schedule: Schedule
    now: datetime
    checkpoints: Mapping[str, Checkpoint]
    attempts: Mapping[str, Attempt]
    closed: ClosedDay | None
    days: tuple[date, ...]
    """The days that are over and not closed."""

    @property
    def closable(self) -> list[Closable]:
        """Those for which everything has come in, or is late beyond the county's hour."""
        return self.schedule.closable(self.days, self.checkpoints, self.attempts, self.now)

    @property
    def corrected(self) -> Closable | None:
        """The last closed day, if some of those who were late for it have come in by now."""
        if self.closed is None:
            return None
        late = tuple(name for name in self.closed.late if self._lacks(name, self.closed.day))
        return None if late == self.closed.late else Closable(self.closed.day, late)

    def lacks(self, name: str) -> datetime | None:
        """What ``name`` must still vouch for: for the last closed day if it is late for that, or for the next."""
        behind = (self.closed.day,) if self.closed is not None and name in self.closed.late else ()
        return self.schedule.needed(self.checkpoints[name], (*behind, *self.days))

    def due(self) -> list[str]:
        """What is to be collected now, because a day waits for it or its time has come."""
        return [name for name in self.checkpoints if self.lacks(name) or self._is_due(name)]

    def waits_for(self) -> tuple[str, ...]:
        """What the first of the days that are not closed lacks."""
        return (
            tuple(name for name in self.checkpoints if self._lacks(name, self.days[0])) if self.days else ()
        )

    def _is_due(self, name: str) -> bool:
        return self.schedule.due(name, self.checkpoints[name], (), self.now) is not None

    def _lacks(self, name: str, day: date) -> bool:
        known = self.checkpoints.get(name)
        return known is not None and not self.schedule.covers(known, day)


async def last_closed(conn: Conn) -> ClosedDay | None:
    """The last day that was closed, from the store."""
    cursor = await conn.execute("select date, late from closed_day order by date desc limit 1")
    row = await cursor.fetchone()
    if row is None or not isinstance(row[0], date) or not isinstance(row[1], list):
        return None
    return ClosedDay(row[0], tuple(row[1]))


async def collection_status(runtime: Runtime) -> CollectionStatus:
    """How far the collection has come now."""
    schedule, now = schedule_for(runtime), runtime.clock.now()
    async with runtime.pool.connection() as conn:
        known = await checkpoints(conn)
        tried = await open_attempts(conn)
        closed = await last_closed(conn)
    found = {name: known.get((source, name), Checkpoint()) for name, source in SOURCES.items()}
    collected = [one.collected_at for one in found.values() if one.collected_at is not None]
    days = tuple(schedule.due_days(closed.day if closed else None, now, collected))
    return CollectionStatus(schedule, now, found, tried, closed, days)
