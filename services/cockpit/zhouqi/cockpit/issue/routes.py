"""One issue's page."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response

from zhouqi.cockpit.issue.queries import find_issue
from zhouqi.cockpit.issue.schemas import Issue
from zhouqi.service.http.consistency import AfterParam, await_place
from zhouqi.service.http.problems import NOT_FOUND, Problem
from zhouqi.service.identity.authorization import require
from zhouqi.service.identity.identity import Identity
from zhouqi.service.runtime import Runtime


def routes(runtime: Runtime) -> APIRouter:
    """``/issues/{issue_id}``."""
    router = APIRouter(prefix="/issues")

    @router.get("/{issue_id}")
    async def read_issue(
        issue_id: UUID,
        identity: Annotated[Identity, require("issue.read")],
        response: Response,
        after: AfterParam,
    ) -> Issue:
        """One issue. What lies outside the reader's scope does not exist."""
        await await_place(runtime.pool, after, response)
        async with runtime.pool.connection() as conn:
            found = await find_issue(conn, identity.scope, issue_id, runtime.clock.today())
        if found is None:
            raise Problem(NOT_FOUND)
        return found

    return router
