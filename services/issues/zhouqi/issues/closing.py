"""Issues whose answer nobody rated in time are closed once the last day to rate it is closed.

Nothing rests on a timer: what is due follows from the issues and the last closed day alone. It is asked
at every day that closes and after every answer, so that answers entered late close too, and asked again
after every restart; repeats are harmless.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID, uuid5

import structlog
from psycopg import sql
from psycopg.rows import class_row

from zhouqi.events import COUNTY_ZONE, JOURNAL, AnyCommand, Command, Conflict, Heartbeat
from zhouqi.events.connection import Conn
from zhouqi.issues.commands import CloseUnrated
from zhouqi.issues.issue import Issues
from zhouqi.service.health import Check, Finding, State
from zhouqi.service.runtime import Runtime
from zhouqi.service.supervise import Loop

_SPACE = UUID("6d0a4d3f-5a0c-5f5b-8d7a-3f6f2b0e9c11")
_BATCH = 100
_POLL_SECONDS = 1.0
_EVENING = time(23, 59, 59)
_DUE = sql.SQL(
    "select {} from issue i, (select max(date) as closed from closed_day) d"
    " where i.state = 'answered' and i.rate_by <= d.closed"
)
_logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Due:
    """An answered issue that nobody rated in time."""

    issue_id: UUID
    rate_by: date
    reopened: int
    last_at: datetime
    closed: date

    def command(self, county: str) -> AnyCommand:
        """The closing, at the end of the last day to rate. One for each answer of the issue."""
        end = datetime.combine(self.rate_by, _EVENING, COUNTY_ZONE)
        return Command(
            id=uuid5(_SPACE, f"{county}/{self.issue_id}/{self.reopened}"),
            stream=f"issue/{self.issue_id}",
            body=CloseUnrated(self.issue_id, self.closed),
            occurred_at=max(end, self.last_at),
        )


async def due(conn: Conn, limit: int = _BATCH) -> list[Due]:
    """At most ``limit`` issues that are to be closed now, the longest due first."""
    columns = sql.SQL("i.issue_id, i.rate_by, i.reopened, i.last_at, d.closed")
    async with conn.cursor(row_factory=class_row(Due)) as cursor:
        await cursor.execute(
            _DUE.format(columns) + sql.SQL(" order by i.rate_by, i.issue_id limit %(limit)s"),
            {"limit": limit},
        )
        return await cursor.fetchall()


async def close_due(runtime: Runtime) -> int:
    """Close what is due; how many issues that were."""
    closed = 0
    while True:
        async with runtime.pool.connection() as conn:
            found = await due(conn)
        if not found:
            return closed
        commands = [one.command(runtime.settings.county) for one in found]
        outcomes = await runtime.handle(Issues(), commands)
        closed += sum(outcome.events > 0 for outcome in outcomes)
        if not any(outcome.events for outcome in outcomes):
            return closed  # someone else was first; the next turn sees what is left


class Closing:
    """Closes what is due, for as long as it runs. Several may run; each closing happens once."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._waiter = runtime.hints.waiter(JOURNAL)

    async def run(self, heartbeat: Heartbeat) -> None:
        """Look at every hint that something arrived, and every second for answers of our own."""
        while True:
            heartbeat.beat()
            try:
                closed = await close_due(self._runtime)
            except Conflict:
                continue
            if closed:
                _logger.info("issues.closed_unrated", count=closed)
            await self._waiter.wait(_POLL_SECONDS)


def closing(runtime: Runtime) -> Loop:
    """The loop of a worker that closes what nobody rated."""
    return Loop("closing", Closing(runtime).run)


def due_check(runtime: Runtime) -> Check:
    """Ready means that nothing is due any more at the last closed day."""

    async def find() -> Finding:
        async with runtime.pool.connection() as conn:
            row = await (await conn.execute(_DUE.format(sql.SQL("count(*)")))).fetchone()
        waiting = int(str(row[0])) if row else 0
        return Finding(State.DEGRADED if waiting else State.OK, {"due": waiting} if waiting else {})

    return Check("issues/closing", find)
