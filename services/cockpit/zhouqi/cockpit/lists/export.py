"""A list as an Excel file: all rows that the filters select, not only those of one page, and what they are."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, Generic, Protocol, TypeVar
from urllib.parse import quote

from fastapi import Response
from pydantic import BaseModel

from zhouqi.cockpit.lists.definition import Column, ScopedList, Selection
from zhouqi.cockpit.lists.filter import Names
from zhouqi.cockpit.lists.page import read_rows
from zhouqi.cockpit.lists.workbook import Note, workbook
from zhouqi.events import COUNTY_ZONE
from zhouqi.events.log.connection import Conn
from zhouqi.service.http.language import Language, Text
from zhouqi.service.http.problems import Problem, ProblemKind

R = TypeVar("R", bound=BaseModel)

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS: Final = 20_000
ROWS_HEADER: Final = "X-Zhouqi-Rows"
TOO_MANY_ROWS: Final = ProblemKind(
    "export-too-large",
    422,
    Text(
        "一次最多导出 20,000 行，请缩小范围", "At most 20,000 rows are exported at once; narrow the list down"
    ),
)
FILE: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}}}
}
"""What a route that answers with a file says of it."""


class Exporter(Protocol):
    """Who takes the file away: the account, what it is called, and the part of the county that it sees."""

    @property
    def account(self) -> str:
        """Its id."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def scope(self) -> Text:
        """The part, in words."""


@dataclass(frozen=True, slots=True)
class Export(Generic[R]):
    """The rows of a selection, and what the file says of them.

    ``names`` are those that registers give to codes, ``notes`` the list's own.
    """

    selection: Selection[R]
    as_of: datetime | None
    rows: Sequence[R]
    names: Names
    by: Exporter
    notes: tuple[tuple[Text, str], ...] = ()


async def all_rows(conn: Conn, listed: ScopedList[R]) -> list[R]:
    """Every row of the list. Raises Problem 422 for too many."""
    rows = await read_rows(conn, listed, MOST_ROWS + 1)
    if len(rows) > MOST_ROWS:
        raise Problem(TOO_MANY_ROWS)
    return rows


async def excel_file(
    export: Export[R], more: Sequence[Column[R]], at: datetime, language: Language
) -> Response:
    """The file, made ``at`` that time; the columns ``more`` come after those of the list."""
    definition = export.selection.definition
    columns = (*definition.columns, *more)
    notes = _notes(export, at, language)
    content = await asyncio.to_thread(workbook, definition.title, columns, export.rows, notes, language)
    stamp = at.astimezone(COUNTY_ZONE).strftime("%Y%m%d-%H%M")
    return Response(
        content,
        media_type=MEDIA_TYPE,
        headers={
            "Content-Disposition": _attachment(definition.file, language, stamp),
            ROWS_HEADER: str(len(export.rows)),
        },
    )


def _notes(export: Export[R], at: datetime, language: Language) -> list[Note]:
    said = [(label, text.in_(language)) for label, text in export.selection.in_words(export.names)]
    return [
        *(Note(label, text) for label, text in (*said, *export.notes)),
        Note(Text("数据截至", "As of"), export.as_of),
        Note(Text("账号范围", "Scope"), export.by.scope.in_(language)),
        Note(Text("导出时间", "Exported at"), at),
        Note(Text("导出人", "Exported by"), f"{export.by.name} ({export.by.account})"),
        Note(Text("行数", "Rows"), Decimal(len(export.rows))),
    ]


def _attachment(file: Text, language: Language, stamp: str) -> str:
    plain, name = file.in_(Language.EN), quote(file.in_(language))
    return f"attachment; filename=\"{plain}-{stamp}.xlsx\"; filename*=UTF-8''{name}-{stamp}.xlsx"
