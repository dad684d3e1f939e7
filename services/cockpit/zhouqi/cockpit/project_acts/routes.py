"""What was decided about acts on projects, for everybody to see."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Response

from zhouqi.cockpit.kit.reader import reader_scope_of
from zhouqi.cockpit.lists.definition import Selection
from zhouqi.cockpit.lists.export import FILE, excel_file
from zhouqi.cockpit.lists.page import read_page
from zhouqi.cockpit.lists.params import AnswerLanguage, selection_of
from zhouqi.cockpit.project_acts.list import PROJECT_ACTS
from zhouqi.cockpit.project_acts.queries import act_counts
from zhouqi.cockpit.project_acts.schemas import ProjectAct, ProjectActs
from zhouqi.cockpit.registers.export import export_of
from zhouqi.service.http.consistency import AfterParam, await_place
from zhouqi.service.http.paging import CursorText, Limit
from zhouqi.service.identity.authorization import require
from zhouqi.service.identity.identity import Identity
from zhouqi.service.runtime import Runtime

Reader = Annotated[Identity, require("project.read")]
Chosen = Annotated[Selection[ProjectAct], selection_of(PROJECT_ACTS)]


def routes(runtime: Runtime) -> APIRouter:
    """``/project-acts``, and its file below it."""
    router = APIRouter(prefix="/project-acts")

    @router.get("")
    async def read_project_acts(
        identity: Reader,
        response: Response,
        chosen: Chosen,
        after: AfterParam,
        limit: Limit = 50,
        cursor: CursorText = None,
    ) -> ProjectActs:
        """Extensions, terminations, doubtful reports and what takes them back, granted or declined."""
        await await_place(runtime.pool, after, response)
        reader = reader_scope_of(runtime, identity)
        async with runtime.pool.connection() as conn:
            page = await read_page(conn, chosen.within(reader), limit, cursor, runtime.cursors)
            return ProjectActs(**dict(page), **await act_counts(conn, reader))

    @router.get("/export", response_class=Response, responses=FILE)
    async def export_project_acts(identity: Reader, language: AnswerLanguage, chosen: Chosen) -> Response:
        """All selected acts within the reader's scope, and a sheet that says what they are."""
        async with runtime.pool.connection() as conn:
            export = await export_of(conn, chosen, reader_scope_of(runtime, identity), identity)
        return await excel_file(export, (), runtime.clock.now(), language)

    return router
