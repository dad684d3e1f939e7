"""Runs over the sources, and a collection on demand."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, status
from psycopg import sql
from psycopg.rows import dict_row

from zhouqi.events import COUNTY_ZONE
from zhouqi.ingest.api.answer import OF_DEPARTMENT, Answer
from zhouqi.ingest.days import SOURCES
from zhouqi.ingest.jobs import hurry, opened, put_collection
from zhouqi.service.gate import require
from zhouqi.service.identity import Identity
from zhouqi.service.paging import Limit
from zhouqi.service.problems import NOT_FOUND, Problem
from zhouqi.service.runtime import Runtime
from zhouqi.service.scope import within

_RUNS = sql.SQL(
    "select kind, source, ended_at, cause, read, accepted, unchanged, rejected"
    " from collection_run where {} order by ended_at desc, stream limit %(limit)s"
)


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


class Queued(Answer):
    """The collection waits in the queue; ``new`` is false when one waited there already.

    What became of it stands in the runs once it has ended.
    """

    kind: str
    new: bool


def router(runtime: Runtime) -> APIRouter:
    """The routes of runs."""
    routes = APIRouter()

    @routes.get("/collections")
    async def collections(
        identity: Annotated[Identity, require("collection.read")], limit: Limit = 50
    ) -> list[Run]:
        """The latest runs, of the caller's department if it has one."""
        mine = within(identity.scope, OF_DEPARTMENT)
        async with runtime.pool.connection() as conn:
            rows = conn.cursor(row_factory=dict_row)
            await rows.execute(_RUNS.format(mine.sql), {**mine.values, "limit": limit})
            return [Run.model_validate(row) for row in await rows.fetchall()]

    @routes.post(
        "/collections/{kind}",
        status_code=status.HTTP_202_ACCEPTED,
        dependencies=[require("collection.run")],
    )
    async def collect(kind: str) -> Queued:
        """Collect a kind as soon as can be, whether it is due or not; 404 for a kind that there is not."""
        if kind not in SOURCES:
            raise Problem(NOT_FOUND)
        today = runtime.clock.now().astimezone(COUNTY_ZONE).date()
        async with opened(runtime.dsn) as queue:
            new = await put_collection(queue, kind, today)
        if not new:
            async with runtime.pool.connection() as conn:
                await hurry(conn, kind)
        return Queued(kind=kind, new=new)

    return routes
