"""The headline numbers, and how they lie in the county."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Response

from zhouqi.cockpit.kit.reader import reader_scope_of
from zhouqi.cockpit.overview.breakdown import breakdown
from zhouqi.cockpit.overview.queries import overview
from zhouqi.cockpit.overview.schemas import Breakdown, Overview
from zhouqi.service.http.consistency import AfterParam, await_place
from zhouqi.service.identity.authorization import require
from zhouqi.service.identity.identity import Identity
from zhouqi.service.runtime import Runtime

Reader = Annotated[Identity, require("project.read")]


def routes(runtime: Runtime) -> APIRouter:
    """``/overview`` and ``/overview/breakdown``."""
    router = APIRouter(prefix="/overview")

    @router.get("")
    async def read_overview(identity: Reader, response: Response, after: AfterParam) -> Overview:
        """The headline numbers of everything within the reader's scope."""
        await await_place(runtime.pool, after, response)
        async with runtime.pool.connection() as conn:
            return await overview(conn, reader_scope_of(runtime, identity))

    @router.get("/breakdown")
    async def read_breakdown(identity: Reader, response: Response, after: AfterParam) -> Breakdown:
        """The same numbers by stage, kind of stall and township."""
        await await_place(runtime.pool, after, response)
        async with runtime.pool.connection() as conn:
            return await breakdown(conn, identity.scope)

    return router
