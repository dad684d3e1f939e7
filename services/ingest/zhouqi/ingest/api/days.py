"""The business day, and the next one of a simulation."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from fastapi import APIRouter, status

from zhouqi.events import COUNTY_ZONE, FileClock
from zhouqi.ingest.api.answer import Answer
from zhouqi.ingest.days import last_closed
from zhouqi.ingest.schedule import CLOSING
from zhouqi.service.gate import require
from zhouqi.service.language import Text
from zhouqi.service.problems import Kind, Problem
from zhouqi.service.runtime import Runtime

CLOCK_NOT_SET = Kind(
    "clock-not-simulated",
    status.HTTP_409_CONFLICT,
    Text(
        "这里的日期由系统时钟决定,不能手动进入下一天",
        "The system's clock sets the day here; it can't be advanced",
    ),
)


class Today(Answer):
    """The business day, and the last day whose collection is over."""

    today: date
    closed: date | None
    simulated: bool


def router(runtime: Runtime) -> APIRouter:
    """The routes of days."""
    routes = APIRouter()

    @routes.get("/day", dependencies=[require("project.read")])
    async def day() -> Today:
        """What day it is, and which is closed."""
        async with runtime.pool.connection() as conn:
            closed = await last_closed(conn)
        simulated = isinstance(runtime.clock, FileClock)
        return Today(today=runtime.clock.today(), closed=closed, simulated=simulated)

    @routes.post("/days", status_code=status.HTTP_202_ACCEPTED, dependencies=[require("day.advance")])
    async def next_day(after: date) -> Today:
        """Let the simulated day after ``after`` come, up to its evening; its collection then begins.

        ``after`` is the day that the caller sees: asked twice for the same, only one day passes.
        """
        clock = runtime.clock
        if not isinstance(clock, FileClock):
            raise Problem(CLOCK_NOT_SET)
        if clock.today() == after:
            evening = datetime.combine(after + timedelta(days=1), CLOSING, COUNTY_ZONE)
            clock.set(evening.astimezone(UTC))
        async with runtime.pool.connection() as conn:
            return Today(today=clock.today(), closed=await last_closed(conn), simulated=True)

    return routes
