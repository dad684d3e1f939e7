"""HTTP of ingest: runs and refusals to read, a collection on demand, and the next day of a simulation."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

from fastapi import APIRouter, status
from psycopg import sql
from psycopg.rows import dict_row
from pydantic import BaseModel, ConfigDict, JsonValue

from zhouqi.events import COUNTY_ZONE, FileClock
from zhouqi.ingest.collector import Collector
from zhouqi.ingest.days import CLOSING, last_closed
from zhouqi.ingest.kinds import KINDS
from zhouqi.ingest.settings import IngestSettings
from zhouqi.ingest.source import source
from zhouqi.service.gate import require
from zhouqi.service.language import Text
from zhouqi.service.paging import CursorText, Key, Limit, Order
from zhouqi.service.problems import NOT_FOUND, Kind, Problem
from zhouqi.service.runtime import Runtime

CLOCK_NOT_SET = Kind(
    "clock-not-simulated",
    status.HTTP_409_CONFLICT,
    Text(
        "这里的日期由系统时钟决定,不能手动进入下一天",
        "The system's clock sets the day here; it can't be advanced",
    ),
)


class Answer(BaseModel):
    """Base of the answers."""

    model_config = ConfigDict(frozen=True)


class Run(Answer):
    """An ended collection: how many records were read, and what became of them."""

    kind: str
    source: str
    ended_at: datetime
    cause: str | None
    read: int
    accepted: int
    unchanged: int
    rejected: int


class Rejection(Answer):
    """A refused delivery: why, and the record as it was delivered."""

    delivery: str
    kind: str
    source: str
    record_id: str
    rejected_at: datetime
    findings: JsonValue
    raw: JsonValue


class RejectionPage(Answer):
    """One page of refusals, the latest first."""

    total: int
    items: list[Rejection]
    next: str | None


class Collected(Answer):
    """Whether the collection came to the end of what the source had."""

    completed: bool


class Today(Answer):
    """The business day, and the last day whose collection is over."""

    today: date
    closed: date | None
    simulated: bool


def router(runtime: Runtime) -> APIRouter:
    """The routes below ``/api/ingest``."""
    routes = APIRouter()

    @routes.get("/collections", dependencies=[require("collection.read")])
    async def collections(limit: Limit = 50) -> list[Run]:
        """The latest runs."""
        async with runtime.pool.connection() as conn:
            cursor = conn.cursor(row_factory=dict_row)
            await cursor.execute(
                "select kind, source, ended_at, cause, read, accepted, unchanged, rejected"
                " from collection_run order by ended_at desc, stream limit %s",
                (limit,),
            )
            return [Run.model_validate(row) for row in await cursor.fetchall()]

    @routes.post("/collections/{kind}", dependencies=[require("collection.run")])
    async def collect(kind: str) -> Collected:
        """Collect a kind now, whether it is due or not; 404 for a kind that there is not."""
        wanted = next((one for one in KINDS if one.name == kind), None)
        if wanted is None:
            raise Problem(NOT_FOUND)
        async with source(runtime.own(IngestSettings)) as client:
            return Collected(completed=await Collector(runtime, client).collect(wanted))

    @routes.get("/rejections", dependencies=[require("record.read")])
    async def rejections(limit: Limit = 50, cursor: CursorText = None) -> RejectionPage:
        """Refused deliveries with their raw records, the latest first."""
        order = Order((Key("rejected_at", descending=True), Key("delivery")), {})
        behind = order.behind(cursor)
        query = sql.SQL(
            "select r.delivery, r.kind, r.source, r.record_id, r.rejected_at, r.findings, w.content"
            " from rejected_delivery r left join app.raw_record w on w.digest = r.delivery"
            " where {} order by {} limit %(limit)s"
        ).format(behind.sql, order.by)
        async with runtime.pool.connection() as conn:
            found = await (await conn.execute("select count(*) from rejected_delivery")).fetchone()
            rows = conn.cursor(row_factory=dict_row)
            await rows.execute(query, {**behind.values, "limit": limit + 1})
            read = await rows.fetchall()
        items = [_rejection(row) for row in read[:limit]]
        last = items[-1] if len(read) > limit else None
        return RejectionPage(
            total=int(str(found[0])) if found else 0,
            items=items,
            next=order.cursor([last.rejected_at.isoformat(), last.delivery]) if last else None,
        )

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


def _rejection(row: dict[str, object]) -> Rejection:
    findings, content = row.pop("findings"), row.pop("content")
    return Rejection.model_validate(
        {
            **row,
            "findings": json.loads(findings) if isinstance(findings, bytes) else [],
            "raw": json.loads(content) if isinstance(content, bytes) else None,
        }
    )
