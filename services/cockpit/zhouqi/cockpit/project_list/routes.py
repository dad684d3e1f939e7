"""The list of projects, and its file."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from zhouqi.cockpit.industries.names import with_industries
from zhouqi.cockpit.kit.reader import reader_scope_of
from zhouqi.cockpit.late_entries.export import late_column
from zhouqi.cockpit.late_entries.schemas import About
from zhouqi.cockpit.lists.definition import Selection
from zhouqi.cockpit.lists.export import FILE, excel_file
from zhouqi.cockpit.lists.page import read_page
from zhouqi.cockpit.lists.params import AnswerLanguage, selection_of
from zhouqi.cockpit.project_list.list import PROJECTS
from zhouqi.cockpit.project_list.names import names_of
from zhouqi.cockpit.project_list.schemas import ProjectName, ProjectPage, ProjectRow
from zhouqi.cockpit.registers.export import export_of
from zhouqi.service.http.consistency import AfterParam, await_place
from zhouqi.service.http.paging import CursorText, Limit
from zhouqi.service.identity.authorization import require
from zhouqi.service.identity.identity import Identity
from zhouqi.service.runtime import Runtime

Reader = Annotated[Identity, require("project.read")]
Chosen = Annotated[Selection[ProjectRow], selection_of(PROJECTS)]


def routes(runtime: Runtime) -> APIRouter:
    """``/projects``, and its file below it."""
    router = APIRouter(prefix="/projects")

    @router.get("")
    async def list_projects(
        identity: Reader,
        response: Response,
        language: AnswerLanguage,
        chosen: Chosen,
        after: AfterParam,
        limit: Limit = 50,
        cursor: CursorText = None,
    ) -> ProjectPage:
        """One page of the projects within the reader's scope."""
        await await_place(runtime.pool, after, response)
        async with runtime.pool.connection() as conn:
            listed = chosen.within(reader_scope_of(runtime, identity))
            page = await read_page(conn, listed, limit, cursor, runtime.cursors)
        return ProjectPage(**{**dict(page), "items": with_industries(page.items, language)})

    @router.get("/names")
    async def read_names(
        identity: Reader,
        id: Annotated[list[UUID], Query(min_length=1, max_length=100)],  # noqa: A002 - as asked
    ) -> list[ProjectName]:
        """What projects are called that another service names by their ids; none outside the reader's scope."""
        async with runtime.pool.connection() as conn:
            return await names_of(conn, identity.scope, id)

    @router.get("/export", response_class=Response, responses=FILE)
    async def export_projects(identity: Reader, language: AnswerLanguage, chosen: Chosen) -> Response:
        """All selected projects within the reader's scope, and a sheet that says what they are."""
        async with runtime.pool.connection() as conn:
            export = await export_of(conn, chosen, reader_scope_of(runtime, identity), identity)
            export = replace(export, rows=with_industries(export.rows, language))
            late = await late_column(conn, About.PROJECT, export.rows)
        return await excel_file(export, (late,), runtime.clock.now(), language)

    return router
