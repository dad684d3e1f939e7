"""One page of a list over a summary, with its place in the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

from psycopg import sql
from psycopg.rows import dict_row
from pydantic import BaseModel

from zhouqi.cockpit.api.answers.base import Page
from zhouqi.cockpit.queries.as_of import AS_OF
from zhouqi.events.connection import Conn
from zhouqi.service.paging import Order
from zhouqi.service.predicate import ALWAYS, Predicate

R = TypeVar("R", bound=BaseModel)

_LISTED: Final = sql.SQL("with listed as materialized (select {keys} from {table} where {matching})")
"""The keys of the whole list, read once: it is counted, put in order and looked up in them."""
_ROWS: Final = sql.SQL(
    "select {columns}, {mark} as mark, placed.place from"
    " (select row_number() over () as place, ordered.key from"
    " (select {key} as key from listed where {behind} order by {by} limit %(limit)s) as ordered) as placed"
    " join {table} as row on row.{key} = placed.key {names}"
)
_PAGE: Final = sql.SQL(
    "{listed} select {as_of} as as_of, {previous} as previous, counted.*, page.*"
    " from (select count(*) as total, count(*) filter (where {behind}) as remaining from listed) as counted"
    " left join ({rows}) as page on true order by place"
)
"""One statement, so that the totals are those of the rows: each statement sees a state of its own."""
_PREVIOUS: Final = sql.SQL(
    "(select {mark} from listed as row where not {behind} order by {backwards} limit 1 offset %(before)s)"
)
"""Where the page before begins behind: read backwards from the cursor, as far as a page goes."""
_ALL: Final = sql.SQL("{listed} select * from ({rows}) as page order by place")


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
    behind = listed.order.behind(cursor)
    query = _PAGE.format(
        listed=_listed(listed),
        as_of=AS_OF,
        previous=sql.NULL if cursor is None else _previous(listed.order, behind),
        behind=behind.sql,
        rows=_rows(listed, behind),
    )
    values = {**listed.matching.values, **behind.values, **listed.values}
    async with conn.cursor(row_factory=dict_row) as reading:
        await reading.execute(query, {**values, "limit": limit + 1, "before": limit})
        found = await reading.fetchall()
    whole, rows = found[0], [row for row in found if row["place"] is not None]
    return Page(
        as_of=whole["as_of"],
        total=whole["total"],
        first=whole["total"] - whole["remaining"] + 1,
        items=[_made(listed, row) for row in rows[:limit]],
        next=listed.order.cursor(rows[limit - 1]["mark"]) if len(rows) > limit else None,
        previous=None if whole["previous"] is None else listed.order.cursor(whole["previous"]),
    )


async def read_rows(conn: Conn, listed: List[R], limit: int) -> list[R]:
    """The first ``limit`` rows of the list."""
    query = _ALL.format(listed=_listed(listed), rows=_rows(listed, ALWAYS))
    async with conn.cursor(row_factory=dict_row) as reading:
        await reading.execute(query, {**listed.matching.values, **listed.values, "limit": limit})
        return [_made(listed, row) for row in await reading.fetchall()]


def _listed(listed: List[R]) -> sql.Composed:
    keys = sql.SQL(", ").join(sql.Identifier(key.column) for key in listed.order.keys)
    return _LISTED.format(keys=keys, table=listed.source.table, matching=listed.matching.sql)


def _rows(listed: List[R], behind: Predicate) -> sql.Composed:
    source = listed.source
    return _ROWS.format(
        columns=source.columns,
        mark=_mark(listed.order),
        key=sql.Identifier(listed.order.keys[-1].column),  # the last is unique: it names the row
        behind=behind.sql,
        by=listed.order.by,
        table=source.table,
        names=source.names,
    )


def _previous(order: Order, behind: Predicate) -> sql.Composed:
    """What :attr:`Page.previous` is made of; null when the page before is the first one."""
    return _PREVIOUS.format(mark=_mark(order), behind=behind.sql, backwards=_backwards(order))


def _backwards(order: Order) -> sql.Composed:
    """``order.by`` from its end to its beginning."""
    return sql.SQL(", ").join(
        sql.SQL("{} asc nulls first" if key.descending else "{} desc nulls first").format(
            sql.Identifier(key.column)
        )
        for key in order.keys
    )


def _mark(order: Order) -> sql.Composed:
    """The values of the order's keys as text: where a page that follows the row begins."""
    keys = [sql.SQL("row.{}::text").format(sql.Identifier(key.column)) for key in order.keys]
    return sql.SQL("array[{}]").format(sql.SQL(", ").join(keys))


def _made(listed: List[R], row: Mapping[str, object]) -> R:
    return listed.source.row.model_validate({name: row[name] for name in listed.source.row.model_fields})
