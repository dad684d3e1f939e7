"""The numbers above the list of issues."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Response

from zhouqi.cockpit.issue_figures.queries import issue_figures
from zhouqi.cockpit.issue_figures.schemas import IssueListFigures
from zhouqi.service.http.consistency import AfterParam, await_place
from zhouqi.service.identity.authorization import require
from zhouqi.service.identity.identity import Identity
from zhouqi.service.runtime import Runtime


def routes(runtime: Runtime) -> APIRouter:
    """``/issues/figures``."""
    router = APIRouter(prefix="/issues")

    @router.get("/figures")
    async def read_issue_figures(
        identity: Annotated[Identity, require("issue.read")], response: Response, after: AfterParam
    ) -> IssueListFigures:
        """The numbers of all issues within the reader's scope."""
        await await_place(runtime.pool, after, response)
        async with runtime.pool.connection() as conn:
            return await issue_figures(conn, identity.scope)

    return router
