"""One project's page."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response

from zhouqi.cockpit.industries.names import with_industries
from zhouqi.cockpit.kit.reader import reader_scope_of
from zhouqi.cockpit.lists.params import AnswerLanguage
from zhouqi.cockpit.project.queries import find_project
from zhouqi.cockpit.project.schemas import Project
from zhouqi.service.http.consistency import AfterParam, await_place
from zhouqi.service.http.problems import NOT_FOUND, Problem
from zhouqi.service.identity.authorization import require
from zhouqi.service.identity.identity import Identity
from zhouqi.service.runtime import Runtime


def routes(runtime: Runtime) -> APIRouter:
    """``/projects/{project_id}``."""
    router = APIRouter(prefix="/projects")

    @router.get("/{project_id}")
    async def read_project(
        project_id: UUID,
        identity: Annotated[Identity, require("project.read")],
        response: Response,
        language: AnswerLanguage,
        after: AfterParam,
    ) -> Project:
        """One project. What lies outside the reader's scope does not exist."""
        await await_place(runtime.pool, after, response)
        reader = reader_scope_of(runtime, identity)
        async with runtime.pool.connection() as conn:
            found = await find_project(conn, reader, project_id, runtime.clock.today())
        if found is None:
            raise Problem(NOT_FOUND)
        return with_industries([found], language)[0]

    return router
