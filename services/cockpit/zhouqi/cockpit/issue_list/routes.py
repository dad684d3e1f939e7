"""The list of issues, and its file."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Response

from zhouqi.cockpit.issue_list.list import ISSUES
from zhouqi.cockpit.issue_list.schemas import IssuePage, IssueRow
from zhouqi.cockpit.kit.reader import reader_scope_of
from zhouqi.cockpit.late_entries.export import late_column
from zhouqi.cockpit.late_entries.schemas import About
from zhouqi.cockpit.lists.definition import Selection
from zhouqi.cockpit.lists.export import FILE, excel_file
from zhouqi.cockpit.lists.page import read_page
from zhouqi.cockpit.lists.params import AnswerLanguage, selection_of
from zhouqi.cockpit.registers.export import export_of
from zhouqi.service.http.consistency import AfterParam, await_place
from zhouqi.service.http.language import Text
from zhouqi.service.http.paging import CursorText, Limit
from zhouqi.service.identity.authorization import require
from zhouqi.service.identity.identity import Identity
from zhouqi.service.runtime import Runtime

Reader = Annotated[Identity, require("issue.read")]
Chosen = Annotated[Selection[IssueRow], selection_of(ISSUES)]


def routes(runtime: Runtime) -> APIRouter:
    """``/issues``, and its file below it."""
    router = APIRouter(prefix="/issues")

    @router.get("")
    async def list_issues(
        identity: Reader,
        response: Response,
        chosen: Chosen,
        after: AfterParam,
        limit: Limit = 50,
        cursor: CursorText = None,
    ) -> IssuePage:
        """One page of the issues within the reader's scope."""
        await await_place(runtime.pool, after, response)
        listed = chosen.within(reader_scope_of(runtime, identity), {"today": runtime.clock.today()})
        async with runtime.pool.connection() as conn:
            page = await read_page(conn, listed, limit, cursor, runtime.cursors)
        return IssuePage(**dict(page))

    @router.get("/export", response_class=Response, responses=FILE)
    async def export_issues(identity: Reader, language: AnswerLanguage, chosen: Chosen) -> Response:
        """All selected issues within the reader's scope, and a sheet that says what they are."""
        today = runtime.clock.today()
        async with runtime.pool.connection() as conn:
            export = await export_of(
                conn,
                chosen,
                reader_scope_of(runtime, identity),
                identity,
                values={"today": today},
                notes=((Text("逾期按", "Overdue as of"), today.isoformat()),),
            )
            late = await late_column(conn, About.ISSUE, export.rows)
        return await excel_file(export, (late,), runtime.clock.now(), language)

    return router
