"""Write folded streams into tables that do not have them, by COPY: a third of what an upsert costs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from zhouqi.events.fold.projection import AnyProjection, Table, TableRow
from zhouqi.events.fold.tables import Folded, InvalidRows, inline_row
from zhouqi.events.log import copy_format
from zhouqi.events.log.connection import Conn

_BARE: Final = re.compile(r"(?!null$)[a-z0-9_.:-]+", re.IGNORECASE | re.ASCII)
"""What stands in an array without quotes."""
_NOTHING: Final[TableRow] = {}


@dataclass(frozen=True, slots=True)
class _Layout:
    """A table's columns as they are copied: those of JSON come last, each a document that stands as it is.

    ``arrays`` are the places from the end of those ``plain`` columns that are no scalars.
    """

    plain: tuple[str, ...]
    arrays: tuple[int, ...]
    documents: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.plain, *self.documents)

    def line(self, own: list[object], row: TableRow) -> list[object]:
        """``own``, which comes first, and the plain values of ``row``."""
        values = [*own, *map(row.get, self.plain)]
        for place in self.arrays:
            if values[place] is not None:
                values[place] = _array(values[place])
        return values


async def load(conn: Conn, projection: AnyProjection, folded: Sequence[Folded]) -> None:
    """Write states and rows of streams that the tables do not have.

    Raises one of REFUSED; the caller's savepoint then undoes what was written of ``folded``.
    """
    await _load_own(conn, projection, folded)
    for table in projection.others:
        layout, rows = _layout(table), list(_rows(table, folded))
        lines = _encoded(layout.line(own, row) for own, row in rows)
        lines = _joined(lines, [_column(name, (row for _, row in rows)) for name in layout.documents])
        names = ("stream", "stuck") if table.single else ("stream",)
        await copy_format.copy(conn, table.name, (*names, *layout.columns), lines)


async def _load_own(conn: Conn, projection: AnyProjection, folded: Sequence[Folded]) -> None:
    """What a stream has once: its row, if any, and its state. A JSON null is none at all, as for an upsert."""
    names: tuple[str, ...] = ("stream", "fold_sequence", "stuck")
    table, documents = projection.own, []
    if table is None:
        heads = _encoded([one.stream, one.sequence, one.stuck] for one in folded)
    else:
        layout, found = _layout(table), [inline_row(table, one) for one in folded]
        heads = _encoded(
            layout.line(
                [one.stream, one.sequence, one.stuck, row is not None], _NOTHING if row is None else row
            )
            for one, row in zip(folded, found, strict=True)
        )
        rows = [row or _NOTHING for row in found] if layout.documents else []
        documents = [_column(name, rows) for name in layout.documents]
        names = (*names, "has_row", *layout.columns)
    lines = _joined(heads, [*documents, _documents([one.state for one in folded])])
    await copy_format.copy(conn, projection.stream_table, (*names, "fold_state"), lines)


def _encoded(rows: Iterable[Sequence[object]]) -> list[bytes]:
    """Each row as COPY takes it. Raises InvalidRows for what JSON can't say."""
    try:
        return copy_format.lines(rows)
    except Exception as error:
        raise InvalidRows from error


def _column(name: str, rows: Iterable[TableRow]) -> list[bytes]:
    return _documents([row.get(name) for row in rows])


def _documents(values: Sequence[object]) -> list[bytes]:
    try:
        return copy_format.documents(values)
    except Exception as error:
        raise InvalidRows from error


def _joined(heads: list[bytes], columns: Sequence[list[bytes]]) -> list[bytes]:
    return list(map(b",".join, zip(heads, *columns, strict=True))) if columns else heads


def _rows(table: Table, folded: Sequence[Folded]) -> Iterator[tuple[list[object], TableRow]]:
    """Each of the streams' rows, and what stands before its columns. Raises InvalidRows."""
    for one in folded:
        if one.rows is None:
            raise InvalidRows
        rows = one.rows.get(table.name, ())
        if table.single and len(rows) > 1:
            raise InvalidRows
        own: list[object] = [one.stream, one.stuck is not None] if table.single else [one.stream]
        for row in rows:
            yield own, row


def _layout(table: Table) -> _Layout:
    kinds = {name: kind.split()[0] for name, kind in table.columns.items()}
    documents = tuple(name for name, kind in kinds.items() if kind in ("json", "jsonb"))
    plain = tuple(name for name in kinds if name not in documents)
    arrays = tuple(place - len(plain) for place, name in enumerate(plain) if kinds[name].endswith("[]"))
    return _Layout(plain, arrays, documents)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _array(value: object) -> str:
    """PostgreSQL's own text for an array of scalars."""
    elements: list[object] = msgspec.to_builtins(value)
    return "{" + ",".join(_element(element) for element in elements) + "}"


def _element(value: object) -> str:
    if value is None:
        return "null"
    text = value if isinstance(value, str) else _json(value)
    if _BARE.fullmatch(text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
