"""The page 归集运行: kinds, runs, and a collection on demand."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, status

from zhouqi.events import COUNTY_ZONE
from zhouqi.ingest.jobs.queue import enqueue_collection, open_queue, run_now
from zhouqi.ingest.monitor.counters import CachedCounts
from zhouqi.ingest.monitor.queries import kind_views, latest_runs
from zhouqi.ingest.monitor.schemas import KindView, Queued, Run
from zhouqi.ingest.schedule.status import SOURCES
from zhouqi.service.http.paging import Limit
from zhouqi.service.http.problems import NOT_FOUND, Problem
from zhouqi.service.identity.authorization import require
from zhouqi.service.identity.identity import Identity
from zhouqi.service.runtime import Runtime


def router(runtime: Runtime) -> APIRouter:
    """The routes of kinds and runs."""
    routes, counted = APIRouter(), CachedCounts()

    @routes.get("/kinds")
    async def kinds(identity: Annotated[Identity, require("collection.read")]) -> list[KindView]:
        """All kinds in the order of a project's life; of the caller's department if it has one."""
        return await kind_views(runtime, identity.scope, counted)

    @routes.get("/collections")
    async def collections(
        identity: Annotated[Identity, require("collection.read")], limit: Limit = 50
    ) -> list[Run]:
        """The latest runs, of the caller's department if it has one."""
        return await latest_runs(runtime, identity.scope, limit)

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
        async with open_queue(runtime.dsn) as queue:
            new = await enqueue_collection(queue, kind, today)
        if not new:
            async with runtime.pool.connection() as conn:
                await run_now(conn, kind)
        return Queued(kind=kind, new=new)

    return routes
