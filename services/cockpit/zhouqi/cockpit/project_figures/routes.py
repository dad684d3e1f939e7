"""The numbers above the list of projects."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Response

from zhouqi.cockpit.project_figures.queries import project_figures
from zhouqi.cockpit.project_figures.schemas import Figures
from zhouqi.service.http.consistency import AfterParam, await_place
from zhouqi.service.identity.authorization import require
from zhouqi.service.identity.identity import Identity
from zhouqi.service.runtime import Runtime


def routes(runtime: Runtime) -> APIRouter:
    """``/projects/figures``."""
    router = APIRouter(prefix="/projects")

    @router.get("/figures")
    async def read_figures(
        identity: Annotated[Identity, require("project.read")], response: Response, after: AfterParam
    ) -> Figures:
        """The numbers of everything within the reader's scope."""
        await await_place(runtime.pool, after, response)
        async with runtime.pool.connection() as conn:
            return await project_figures(conn, identity.scope)

    return router
