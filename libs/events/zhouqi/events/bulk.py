"""Write folded streams into tables that do not have them, by COPY: a third of what an upsert costs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, TypeAlias

import msgspec

from zhouqi.events import lines
from zhouqi.events.connection import Conn
from zhouqi.events.projection import AnyProjection, Table, TableRow
from zhouqi.events.tables import Folded, NoRows, own_columns, own_row

_Texts: TypeAlias = Sequence[tuple[int, Callable[[object], str]]]
_BARE: Final = re.compile(r"(?!null$)[a-z0-9_.:-]+", re.IGNORECASE | re.ASCII)
"""What stands in an array without quotes."""


async def load(conn: Conn, projection: AnyProjection, folded: Sequence[Folded]) -> None:
    """Write states and rows of streams that the tables do not have.

    Raises one of REFUSED; the caller's savepoint then undoes what was written of ``folded``.
    """
    own = _own_lines(projection, folded)
    await lines.copy(conn, projection.stream_table, own_columns(projection), own)
    for table in projection.others:
        names = ("stream", "stuck") if table.single else ("stream",)
        rows = encoded(_rows(table, folded))
        await lines.copy(conn, table.name, (*names, *table.columns), rows)


def encoded(rows: Iterable[Sequence[object]]) -> list[bytes]:
    """Each row as COPY takes it. Raises NoRows for what JSON can't say."""
    try:
        return lines.lines(rows)
    except Exception as error:
        raise NoRows from error


def _own_lines(projection: AnyProjection, folded: Sequence[Folded]) -> list[bytes]:
    """A state is JSON already: only its quotes are doubled. A JSON null is none at all, as for an upsert."""
    heads = encoded(_own_rows(projection.own, folded))
    try:
        states = lines.documents([one.state for one in folded])
    except Exception as error:
        raise NoRows from error
    return list(map(b",".join, zip(heads, states, strict=True)))


def _own_rows(table: Table | None, folded: Sequence[Folded]) -> Iterator[Sequence[object]]:
    """What each stream has once but its state, in the order of the columns. Raises NoRows."""
    if table is None:
        yield from ([one.stream, one.sequence, one.stuck] for one in folded)
        return
    names, texts = tuple(table.columns), _texts(table)
    nothing: TableRow = {}
    for one in folded:
        row = own_row(table, one)
        get = (nothing if row is None else row).get
        values = [one.stream, one.sequence, one.stuck, row is not None, *map(get, names)]
        yield _told(values, texts) if texts else values


def _rows(table: Table, folded: Sequence[Folded]) -> Iterator[list[object]]:
    """The values of each of the streams' rows in the order of the columns. Raises NoRows."""
    names, texts = tuple(table.columns), _texts(table)
    for one in folded:
        if one.rows is None:
            raise NoRows
        rows = one.rows.get(table.name, ())
        if table.single and len(rows) > 1:
            raise NoRows
        own = [one.stream, one.stuck is not None] if table.single else [one.stream]
        for row in rows:
            values = [*own, *map(row.get, names)]
            yield _told(values, texts) if texts else values


def _told(values: list[object], texts: _Texts) -> list[object]:
    """The same with those that are no scalars as text."""
    for place, text in texts:
        if values[place] is not None:
            values[place] = text(values[place])
    return values


def _texts(table: Table) -> _Texts:
    """Which values are no scalars, by their columns' types, and how each is written; places from the end."""
    return tuple(
        (place - len(table.columns), _array if kind.split()[0].endswith("[]") else _json)
        for place, kind in enumerate(table.columns.values())
        if kind.split()[0] in ("json", "jsonb") or kind.split()[0].endswith("[]")
    )


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
