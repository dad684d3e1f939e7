"""The close of a day: once everything due on it was collected, linked and connected, and never before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from zhouqi.events import AnyCommand, Command
from zhouqi.events.closing import written
from zhouqi.events.connection import Conn
from zhouqi.events.contracts import PUBLISHED
from zhouqi.ingest import configuration
from zhouqi.ingest.collection import Close, Collections
from zhouqi.ingest.keep import Reading, readings
from zhouqi.ingest.kinds import KINDS
from zhouqi.ingest.links import link
from zhouqi.ingest.observing import observe
from zhouqi.ingest.registrar import COUNTY, REGISTER
from zhouqi.ingest.schedule import closable, due_days
from zhouqi.service.health import Check, Finding, State
from zhouqi.service.runtime import Runtime

_DAYS = UUID("0b6d2c50-5f3c-5c57-9d55-5a3f3f1b0c04")
_DAYS_LATE = 2
SOURCES: Mapping[str, str] = {REGISTER: COUNTY, **{kind.name: kind.source for kind in KINDS}}
"""All that is collected -> where it comes from: the registers, then the kinds in their order."""
EVERY: Mapping[str, timedelta] = {
    REGISTER: timedelta(hours=12),
    **{kind.name: kind.every for kind in KINDS},
}
"""All that is collected -> business time between two collections."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the county's collection has come at a business time."""

    now: datetime
    readings: Mapping[str, Reading]
    days: tuple[date, ...]
    """The days that are over and not closed."""

    @property
    def closable(self) -> list[date]:
        """Those for which everything has come in."""
        return closable(self.days, self.readings.values())


async def last_closed(conn: Conn) -> date | None:
    """The last day that was closed, from the store."""
    cursor = await conn.execute("select max(date) from closed_day")
    row = await cursor.fetchone()
    return row[0] if row is not None and isinstance(row[0], date) else None


async def standing(runtime: Runtime) -> Standing:
    """How far the collection has come now."""
    now = runtime.clock.now()
    async with runtime.pool.connection() as conn:
        known = await readings(conn)
        closed = await last_closed(conn)
    found = {name: known.get((source, name), Reading()) for name, source in SOURCES.items()}
    return Standing(now, found, tuple(due_days(closed, now)))


async def settle(runtime: Runtime) -> None:
    """Link what can be linked, then say whose connection has changed."""
    await link(runtime)
    await observe(runtime, configuration.rules())


async def close(runtime: Runtime) -> list[date]:
    """Close every day for which everything is in, one by one in their order; returns those."""
    if not (await standing(runtime)).closable:
        return []
    await settle(runtime)
    at = await standing(runtime)
    days = at.closable
    async with runtime.pool.connection() as conn:
        counted = await written(conn, PUBLISHED["ingest"])
    commands: list[AnyCommand] = [
        Command(
            id=uuid5(_DAYS, f"{runtime.settings.county}/{day}"),
            stream=f"collection/day-{day}",
            body=Close(day, counted),
            occurred_at=at.now,
        )
        for day in days
    ]
    await runtime.handle(Collections(), commands)
    return days


def closing_check(runtime: Runtime) -> Check:
    """Ready means that the county was collected once; degraded, that its days are not closed any more."""

    async def find() -> Finding:
        async with runtime.pool.connection() as conn:
            closed = await last_closed(conn)
        if closed is None:
            return Finding(State.FAILED, {"closed": None})
        behind = len(list(due_days(closed, runtime.clock.now())))
        state = State.DEGRADED if behind > _DAYS_LATE else State.OK
        return Finding(state, {"closed": closed.isoformat(), "days_behind": behind})

    return Check("ingest/day", find)
