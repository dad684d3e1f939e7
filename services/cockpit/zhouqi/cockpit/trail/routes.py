"""The trail of a project, and of an issue."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response

from zhouqi.cockpit.kit.reader import reader_scope_of
from zhouqi.cockpit.trail.queries import TrailPlace, issue_trail, project_trail
from zhouqi.cockpit.trail.schemas import Trail
from zhouqi.service.http.consistency import AfterParam, await_place
from zhouqi.service.http.paging import CursorText, Limit
from zhouqi.service.http.problems import NOT_FOUND, Problem
from zhouqi.service.identity.authorization import require
from zhouqi.service.identity.identity import Identity
from zhouqi.service.runtime import Runtime


def routes(runtime: Runtime) -> APIRouter:
    """``/projects/{project_id}/trail`` and ``/issues/{issue_id}/trail``."""
    router = APIRouter()

    @router.get("/projects/{project_id}/trail")
    async def read_trail(
        project_id: UUID,
        identity: Annotated[Identity, require("project.read")],
        response: Response,
        after: AfterParam,
        limit: Limit = 50,
        cursor: CursorText = None,
    ) -> Trail:
        """Everything that happened to the project, the last first, down to its data: its registration,
        its records, what was decided of it, and its issues within the reader's scope.
        """
        await await_place(runtime.pool, after, response)
        place = TrailPlace(limit, cursor, runtime.cursors)
        async with runtime.pool.connection() as conn:
            found = await project_trail(conn, reader_scope_of(runtime, identity), project_id, place)
        if found is None:
            raise Problem(NOT_FOUND)
        return found

    @router.get("/issues/{issue_id}/trail")
    async def read_issue_trail(
        issue_id: UUID,
        identity: Annotated[Identity, require("issue.read")],
        response: Response,
        after: AfterParam,
        limit: Limit = 50,
        cursor: CursorText = None,
    ) -> Trail:
        """The issue's events, the last to occur first, down to their data."""
        await await_place(runtime.pool, after, response)
        place = TrailPlace(limit, cursor, runtime.cursors)
        async with runtime.pool.connection() as conn:
            found = await issue_trail(conn, identity.scope, issue_id, place)
        if found is None:
            raise Problem(NOT_FOUND)
        return found

    return router
