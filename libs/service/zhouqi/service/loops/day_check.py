"""Is the business day where it should be? For the readiness of every service that goes by closed days."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from time import monotonic
from typing import Final

from zhouqi.events import COUNTY_ZONE
from zhouqi.events.log.connection import Conn
from zhouqi.service.loops.health import Check, CheckResult, State
from zhouqi.service.runtime import Runtime

LastClosed = Callable[[Conn], Awaitable[date | None]]
_PATIENCE_SECONDS: Final = 60.0
_MOST_BEHIND: Final = 2


def yesterday(now: datetime) -> date:
    """The day that is closed by ``now`` in any case, for who doesn't know the county's hours."""
    return now.astimezone(COUNTY_ZONE).date() - timedelta(days=1)


async def last_closed(conn: Conn) -> date | None:
    """The last closed day, from a read model with closed days."""
    row = await (await conn.execute("select max(date) from closed_day")).fetchone()
    return row[0] if row is not None and isinstance(row[0], date) else None


def day_check(
    runtime: Runtime,
    closed: LastClosed = last_closed,
    *,
    owed: Callable[[datetime], date] = yesterday,
) -> Check:
    """The check ``<service>/day``: degraded when no day closes any more, or the clock was set back behind one.

    A day that ``owed`` says should be closed may take a minute of the wall; days of a simulation may be short.
    Before the first close nothing is owed.
    """
    standstill = _Standstill()

    async def find() -> CheckResult:
        async with runtime.pool.connection() as conn:
            day = await closed(conn)
        if day is None:
            return CheckResult(State.OK, {"closed": None})
        now = runtime.clock.now()
        today = now.astimezone(COUNTY_ZONE).date()
        behind = max(0, (owed(now) - day).days)
        found = {"closed": day.isoformat(), "days_behind": behind}
        if day > today:
            return CheckResult(State.DEGRADED, {**found, "clock_set_back_to": today.isoformat()})
        waits = standstill.seconds(day, behind)
        degraded = behind > _MOST_BEHIND or waits > _PATIENCE_SECONDS
        return CheckResult(State.DEGRADED if degraded else State.OK, found)

    return Check(f"{runtime.service.name}/day", find)


class _Standstill:
    """For how long a process has seen the same day closed while another was owed."""

    def __init__(self) -> None:
        self._day: date | None = None
        self._since = 0.0

    def seconds(self, day: date, behind: int) -> float:
        if day != self._day or behind == 0:
            self._day, self._since = day, monotonic()
        return monotonic() - self._since
