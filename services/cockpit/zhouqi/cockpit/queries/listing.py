"""One page of a list over a summary, with its place in the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

from psycopg import sql
from psycopg.rows import dict_row, scalar_row
from pydantic import BaseModel

from zhouqi.cockpit.api.answers.base import Page
from zhouqi.cockpit.queries.as_of import AS_OF
from zhouqi.events.connection import Conn
from zhouqi.service.paging import Order, Value
from zhouqi.service.predicate import Predicate

R = TypeVar("R", bound=BaseModel)

_ROWS: Final = sql.SQL(
    "select {columns}, {mark} as mark, row.place from"
    " (select row_number() over () as place, ordered.* from"
    " (select * from {table} where {where} order by {by} limit %(limit)s) as ordered) as row {names}"
)
_PAGE: Final = sql.SQL(
    "select {as_of} as as_of, (select count(*) from {table} where {matching}) as total,"
    " (select count(*) from {table} where {behind}) as remaining, page.*"
    " from (select) as always left join ({rows}) as page on true order by place"
)
"""One statement, so that the totals are those of the rows: each statement sees a state of its own."""
_ALL: Final = sql.SQL("select * from ({}) as listed order by place")
_MARK_AT: Final = sql.SQL(
    "select {mark} from {table} as row where {where} order by {by} limit 1 offset %(offset)s"
)


@dataclass(frozen=True, slots=True)
class Source(Generic[R]):
    """Where the rows of a list come from.

    ``columns`` make a ``row`` out of the summary ``table``, called ``row``, joined with ``names``.
    """

    row: type[R]
    table: sql.Composable
    columns: sql.Composable
    names: sql.Composable


@dataclass(frozen=True, slots=True)
class List(Generic[R]):
    """A list: which rows, in which order. ``values`` are those that the source's columns speak of."""

    source: Source[R]
    matching: Predicate
    order: Order
    values: Mapping[str, object] = field(default_factory=dict)


async def read_page(conn: Conn, listed: List[R], limit: int, cursor: str | None) -> Page[R]:
    """The ``limit`` rows behind ``cursor``. Raises Problem 400 for a cursor of another list."""
    behind = listed.matching & listed.order.behind(cursor)
    query = _PAGE.format(
        as_of=AS_OF,
        table=listed.source.table,
        matching=listed.matching.sql,
        behind=behind.sql,
        rows=_rows(listed, behind),
    )
    async with conn.cursor(row_factory=dict_row) as reading:
        await reading.execute(query, {**behind.values, **listed.values, "limit": limit + 1})
        found = await reading.fetchall()
    rows = [row for row in found if row["place"] is not None]
    total, start = found[0]["total"], found[0]["total"] - found[0]["remaining"]
    return Page(
        as_of=found[0]["as_of"],
        total=total,
        first=start + 1,
        items=[_made(listed, row) for row in rows[:limit]],
        next=listed.order.cursor(rows[limit - 1]["mark"]) if len(rows) > limit else None,
        previous=await _previous(conn, listed, start, limit),
    )


async def read_rows(conn: Conn, listed: List[R], limit: int) -> list[R]:
    """The first ``limit`` rows of the list."""
    query = _ALL.format(_rows(listed, listed.matching))
    async with conn.cursor(row_factory=dict_row) as reading:
        await reading.execute(query, {**listed.matching.values, **listed.values, "limit": limit})
        return [_made(listed, row) for row in await reading.fetchall()]


def _rows(listed: List[R], where: Predicate) -> sql.Composed:
    source = listed.source
    return _ROWS.format(
        columns=source.columns,
        mark=_mark(listed.order),
        table=source.table,
        where=where.sql,
        by=listed.order.by,
        names=source.names,
    )


def _mark(order: Order) -> sql.Composed:
    """The values of the order's keys as text: where a page that follows the row begins."""
    keys = [sql.SQL("row.{}::text").format(sql.Identifier(key.column)) for key in order.keys]
    return sql.SQL("array[{}]").format(sql.SQL(", ").join(keys))


def _made(listed: List[R], row: Mapping[str, object]) -> R:
    return listed.source.row.model_validate({name: row[name] for name in listed.source.row.model_fields})


async def _previous(conn: Conn, listed: List[R], start: int, limit: int) -> str | None:
    """The cursor of the page that ends before row ``start``; None when that is the first page."""
    if start <= limit:
        return None
    query = _MARK_AT.format(
        mark=_mark(listed.order),
        table=listed.source.table,
        where=listed.matching.sql,
        by=listed.order.by,
    )
    async with conn.cursor(row_factory=scalar_row) as reading:
        await reading.execute(query, {**listed.matching.values, "offset": start - limit - 1})
        mark: list[Value] | None = await reading.fetchone()
    return None if mark is None else listed.order.cursor(mark)
