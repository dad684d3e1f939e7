"""The column that marks a row of which something was entered late 补录: when it was, by whom, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol, TypeVar
from uuid import UUID

from psycopg import sql
from psycopg.rows import class_row

from zhouqi.cockpit.late_entries.schemas import About
from zhouqi.cockpit.lists.definition import Column
from zhouqi.events import COUNTY_ZONE
from zhouqi.events.log.connection import Conn
from zhouqi.service.http.language import Text

HEADING: Final = Text("补录", "Entered late")
NEVER: Final = "—"
_MOST_LETTERS: Final = 2_000
"""What is longer is cut: a cell of Excel holds 32,767, and nobody reads that."""
_ENTRIES: Final = sql.SQL(
    "select late.stream, late.entered_at, coalesce(account.name, late.account) as by, late.reason"
    " from {} as late left join account on account.account = late.account"
    " where not late.takeover and late.stream = any(%(streams)s) order by late.entered_at desc, late.sequence desc"
)


class _Row(Protocol):
    @property
    def id(self) -> UUID: ...


R = TypeVar("R", bound=_Row)


@dataclass(frozen=True, slots=True)
class LateEntryLine:
    """One late entry about the issue or project of ``stream``."""

    stream: str
    entered_at: datetime
    by: str
    reason: str

    def said(self) -> str:
        """It in a line, with the county's time."""
        local = self.entered_at.astimezone(COUNTY_ZONE)
        return f"{local:%Y-%m-%d %H:%M} {self.by}：{self.reason}"


async def late_column(conn: Conn, about: About, rows: Sequence[R]) -> Column[R]:
    """The column with the mark of these ``rows``. The takeover of history is none."""
    table = sql.Identifier(f"late_{about}")
    async with conn.cursor(row_factory=class_row(LateEntryLine)) as cursor:
        await cursor.execute(_ENTRIES.format(table), {"streams": [f"{about}/{row.id}" for row in rows]})
        entries = _by_stream(await cursor.fetchall())
    return Column("late", HEADING, 40, lambda row: _mark(entries.get(f"{about}/{row.id}", ())))


def _by_stream(entries: Iterable[LateEntryLine]) -> Mapping[str, Sequence[LateEntryLine]]:
    found: dict[str, list[LateEntryLine]] = defaultdict(list)
    for entry in entries:
        found[entry.stream].append(entry)
    return found


def _mark(entries: Sequence[LateEntryLine]) -> str:
    """The entries, the last to be entered first."""
    whole = "\n".join(entry.said() for entry in entries) or NEVER
    return whole if len(whole) <= _MOST_LETTERS else f"{whole[: _MOST_LETTERS - 1]}…"
