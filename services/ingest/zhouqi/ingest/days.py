"""What is due by the business clock: collections by their schedule, and the close of a day."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5

from zhouqi.events import COUNTY_ZONE, AnyCommand, Command, Heartbeat
from zhouqi.events.connection import Conn, connect
from zhouqi.ingest.collection import Close, Collections
from zhouqi.ingest.collector import Collector
from zhouqi.ingest.keep import reading
from zhouqi.ingest.kinds import KINDS, Kind
from zhouqi.ingest.settings import IngestSettings
from zhouqi.ingest.source import source
from zhouqi.service.health import Check, Finding, State
from zhouqi.service.runtime import Runtime
from zhouqi.service.supervise import Loop

_DAYS = UUID("0b6d2c50-5f3c-5c57-9d55-5a3f3f1b0c04")
_LOCKS, _DAYS_LOCK = 730, 1
_DAYS_LATE = 2
CLOSING = time(18, 0)
"""When the county's day of collection is over (Asia/Shanghai): the sources have closed by then."""


def due_days(last: date | None, now: datetime) -> Iterator[date]:
    """The days to close at ``now``: all since ``last``, or the latest alone when none was closed yet."""
    local = now.astimezone(COUNTY_ZONE)
    latest = local.date() if local.time() >= CLOSING else local.date() - timedelta(days=1)
    day = latest if last is None else last + timedelta(days=1)
    while day <= latest:
        yield day
        day += timedelta(days=1)


async def last_closed(conn: Conn) -> date | None:
    """The last day that was closed, from the store."""
    cursor = await conn.execute("select max(date) from closed_day")
    row = await cursor.fetchone()
    return row[0] if row is not None and isinstance(row[0], date) else None


class Days:
    """Collects what is due and closes days, for as long as it runs; a day closes only once all is in."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._settings = runtime.own(IngestSettings)

    async def run(self, heartbeat: Heartbeat) -> None:
        """Ask the business clock again and again what is due.

        One at a time in the whole deployment: whoever holds the session's lock.
        """
        conn = await connect(self._runtime.dsn, autocommit=True)
        try:
            async with source(self._settings) as client:
                collector = Collector(self._runtime, client)
                while True:
                    heartbeat.beat()
                    if await _holds(conn):
                        await self.turn(conn, collector)
                    await asyncio.sleep(self._settings.poll_seconds)
        finally:
            await conn.close()

    async def turn(self, conn: Conn, collector: Collector) -> None:
        """Do what is due now. A day closes only when everything due on it came in."""
        now = self._runtime.clock.now()
        days = list(due_days(await last_closed(conn), now))
        for kind in KINDS:
            due = days or await self._is_due(conn, kind, now)
            if due and not await collector.collect(kind):
                return
        if days:
            await self._close(days, now)

    async def _is_due(self, conn: Conn, kind: Kind, now: datetime) -> bool:
        known = await reading(conn, kind)
        return known is None or now - known.collected_at >= kind.every

    async def _close(self, days: list[date], now: datetime) -> None:
        commands: list[AnyCommand] = [
            Command(
                id=uuid5(_DAYS, f"{self._runtime.settings.county}/{day}"),
                stream=f"collection/day-{day}",
                body=Close(day),
                occurred_at=now,
            )
            for day in days
        ]
        await self._runtime.handle(Collections(), commands)


async def _holds(conn: Conn) -> bool:
    """Whether this session holds the lock; it takes it when it is free."""
    held = await conn.execute(
        "select exists (select from pg_locks where locktype = 'advisory' and classid = %(class)s"
        " and objid = %(object)s and pid = pg_backend_pid() and granted)"
        " or pg_try_advisory_lock(%(class)s, %(object)s)",
        {"class": _LOCKS, "object": _DAYS_LOCK},
    )
    row = await held.fetchone()
    return row is not None and row[0] is True


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


def collecting(runtime: Runtime) -> Loop:
    """The loop of a worker that collects and closes days."""
    return Loop("days", Days(runtime).run, silent_after=300)
