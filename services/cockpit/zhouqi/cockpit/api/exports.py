"""Lists as Excel files: all rows that the filters select, not only those of one page."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any, Final, TypeVar
from urllib.parse import quote

from fastapi import APIRouter, Response

from zhouqi.cockpit.api.answers.base import Order
from zhouqi.cockpit.api.answers.issues import IssueSort
from zhouqi.cockpit.api.answers.projects import Sort
from zhouqi.cockpit.api.asked import Chosen, ChosenIssues, Direction, IssueSortBy, SortBy, Spoken
from zhouqi.cockpit.api.projects import named
from zhouqi.cockpit.export.asked import described, described_issues
from zhouqi.cockpit.export.issues import ISSUES
from zhouqi.cockpit.export.projects import PROJECTS
from zhouqi.cockpit.export.workbook import Note, Sheet, workbook
from zhouqi.cockpit.names import Names
from zhouqi.cockpit.queries.as_of import as_of
from zhouqi.cockpit.queries.called import called
from zhouqi.cockpit.queries.issue_rows import IssueOrder
from zhouqi.cockpit.queries.listing import read_rows
from zhouqi.cockpit.queries.project_rows import ProjectOrder
from zhouqi.events import COUNTY_ZONE
from zhouqi.service.gate import require
from zhouqi.service.identity import Identity
from zhouqi.service.language import Language, Text
from zhouqi.service.problems import Kind, Problem
from zhouqi.service.runtime import Runtime

R = TypeVar("R")

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS: Final = 20_000
ROWS_HEADER: Final = "X-Zhouqi-Rows"
TOO_MANY_ROWS: Final = Kind(
    "export-too-large",
    422,
    Text(
        "一次最多导出 20,000 行，请缩小范围", "At most 20,000 rows are exported at once; narrow the list down"
    ),
)
_FILE: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}}}
}
_EVERYWHERE: Final = Text("全县", "Whole county")


def routes(runtime: Runtime) -> APIRouter:
    """``/projects/export`` and ``/issues/export``."""
    router = APIRouter()

    @router.get("/projects/export", response_class=Response, responses=_FILE)
    async def export_projects(
        identity: Annotated[Identity, require("project.read")],
        language: Spoken,
        chosen: Chosen,
        sort: SortBy = Sort.UPDATED_AT,
        order: Direction = Order.DESC,
    ) -> Response:
        """All selected projects within the reader's scope, and a sheet that says what they are."""
        asked = ProjectOrder(chosen, sort, order)
        async with runtime.pool.connection() as conn:
            time = await as_of(conn)
            rows = await read_rows(conn, asked.within(identity.scope), MOST_ROWS + 1)
            names = await called(conn)
        notes = [*described(asked, names, language), Note(Text("数据截至", "As of"), time)]
        return await _file(runtime, identity, PROJECTS, named(rows, language), notes, language)

    @router.get("/issues/export", response_class=Response, responses=_FILE)
    async def export_issues(
        identity: Annotated[Identity, require("issue.read")],
        language: Spoken,
        chosen: ChosenIssues,
        sort: IssueSortBy = IssueSort.UPDATED_AT,
        order: Direction = Order.DESC,
    ) -> Response:
        """All selected issues within the reader's scope, and a sheet that says what they are."""
        asked = IssueOrder(chosen, sort, order, runtime.clock.today())
        async with runtime.pool.connection() as conn:
            time = await as_of(conn)
            rows = await read_rows(conn, asked.within(identity.scope), MOST_ROWS + 1)
            names = await called(conn)
        notes = [*described_issues(asked, names, language), Note(Text("数据截至", "As of"), time)]
        return await _file(runtime, identity, ISSUES, rows, notes, language)

    return router


async def _file(
    runtime: Runtime,
    identity: Identity,
    sheet: Sheet[R],
    rows: Sequence[R],
    notes: Sequence[Note],
    language: Language,
) -> Response:
    """The workbook of ``rows``, with notes on who made it and when. Raises Problem 422 for too many rows."""
    if len(rows) > MOST_ROWS:
        raise Problem(TOO_MANY_ROWS)
    now = runtime.clock.now()
    names = Names(runtime.demo, language)
    lines = [
        *notes,
        Note(Text("账号范围", "Scope"), _scope(identity, names, language)),
        Note(Text("导出时间", "Exported at"), now),
        Note(Text("导出人", "Exported by"), f"{names.account(identity.account)} ({identity.account})"),
        Note(Text("行数", "Rows"), Decimal(len(rows))),
    ]
    content = await asyncio.to_thread(workbook, sheet, rows, lines, language)
    stamp = now.astimezone(COUNTY_ZONE).strftime("%Y%m%d-%H%M")
    return Response(
        content,
        media_type=MEDIA_TYPE,
        headers={
            "Content-Disposition": _attachment(sheet.file, language, stamp),
            ROWS_HEADER: str(len(rows)),
        },
    )


def _scope(identity: Identity, names: Names, language: Language) -> str:
    if identity.scope.everywhere:
        return _EVERYWHERE.in_(language)
    return "、".join(names.parts(identity.scope))


def _attachment(file: Text, language: Language, stamp: str) -> str:
    plain, name = file.in_(Language.EN), quote(file.in_(language))
    return f"attachment; filename=\"{plain}-{stamp}.xlsx\"; filename*=UTF-8''{name}-{stamp}.xlsx"
