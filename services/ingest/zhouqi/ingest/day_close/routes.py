"""The business day, and the next one of a simulation."""

from __future__ import annotations

from datetime import UTC, date, timedelta

from fastapi import APIRouter, status

from zhouqi.events import FileClock
from zhouqi.ingest.day_close.rejections import CLOCK_NOT_SET
from zhouqi.ingest.day_close.schemas import Today
from zhouqi.ingest.schedule.rules import county_day
from zhouqi.ingest.schedule.status import collection_status
from zhouqi.service.http.problems import Problem
from zhouqi.service.identity.authorization import require
from zhouqi.service.runtime import Runtime


def router(runtime: Runtime) -> APIRouter:
    """The routes of days."""
    routes = APIRouter()

    @routes.get("/day", dependencies=[require("project.read")])
    async def day() -> Today:
        """What day it is, and which is closed."""
        return await _today(runtime)

    @routes.post("/days", status_code=status.HTTP_202_ACCEPTED, dependencies=[require("day.advance")])
    async def next_day(after: date) -> Today:
        """Let the simulated day after ``after`` come, up to its evening; its collection then begins.

        ``after`` is the day that the caller sees: asked twice for the same, only one day passes.
        """
        clock = runtime.clock
        if not isinstance(clock, FileClock):
            raise Problem(CLOCK_NOT_SET)
        if clock.today() == after:
            clock.set(county_day().closing(after + timedelta(days=1)).astimezone(UTC))
        return await _today(runtime)

    return routes


async def _today(runtime: Runtime) -> Today:
    at, today = await collection_status(runtime), runtime.clock.today()
    closed = at.closed.day if at.closed else None
    return Today(
        today=today,
        closed=closed,
        simulated=isinstance(runtime.clock, FileClock),
        late=list(at.closed.late) if at.closed else [],
        overdue=at.days[0] if at.days and at.days[0] <= at.schedule.owed(at.now) else None,
        waits_for=list(at.waits_for()),
        set_back=closed is not None and closed > today,
    )
