"""One page of a list, with its place in the whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeVar

from psycopg import sql
from psycopg.rows import dict_row
from pydantic import BaseModel

from zhouqi.cockpit.kit.answer import Page
from zhouqi.cockpit.kit.as_of import AS_OF
from zhouqi.cockpit.lists.definition import ScopedList
from zhouqi.events.log.connection import Conn
from zhouqi.service.http.paging import Cursors, Order
from zhouqi.service.storage.predicate import ALWAYS, Predicate

R = TypeVar("R", bound=BaseModel)

_LISTED: Final = sql.SQL("with listed as materialized (select {keys} from {source} as row where {matching})")
"""The keys of the whole list, read once: it is counted, put in order and looked up in them."""
_ROWS: Final = sql.SQL(
    "select {columns}, {mark} as mark, placed.place from"
    " (select row_number() over () as place, ordered.key from"
    " (select {key} as key from listed where {behind} order by {by} limit %(limit)s) as ordered) as placed"
    " join {source} as row on row.{key} = placed.key {joins}"
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


async def read_page(
    conn: Conn, listed: ScopedList[R], limit: int, cursor: str | None, cursors: Cursors
) -> Page[R]:
    """The ``limit`` rows behind ``cursor``. Raises Problem 400 for a cursor of another list."""
    behind = cursors.behind(listed.order, cursor)
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
        next=cursors.after(listed.order, rows[limit - 1]["mark"]) if len(rows) > limit else None,
        previous=None if whole["previous"] is None else cursors.after(listed.order, whole["previous"]),
    )


async def read_rows(conn: Conn, listed: ScopedList[R], limit: int) -> list[R]:
    """The first ``limit`` rows of the list."""
    query = _ALL.format(listed=_listed(listed), rows=_rows(listed, ALWAYS))
    async with conn.cursor(row_factory=dict_row) as reading:
        await reading.execute(query, {**listed.matching.values, **listed.values, "limit": limit})
        return [_made(listed, row) for row in await reading.fetchall()]


def _listed(listed: ScopedList[R]) -> sql.Composed:
    keys = sql.SQL(", ").join(sql.Identifier(key.column) for key in listed.order.keys)
    return _LISTED.format(keys=keys, source=listed.definition.source, matching=listed.matching.sql)


def _rows(listed: ScopedList[R], behind: Predicate) -> sql.Composed:
    definition = listed.definition
    return _ROWS.format(
        columns=definition.selected,
        mark=_mark(listed.order),
        key=sql.Identifier(definition.key),
        behind=behind.sql,
        by=listed.order.by,
        source=definition.source,
        joins=sql.SQL(definition.joins),
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


def _made(listed: ScopedList[R], row: Mapping[str, object]) -> R:
    model = listed.definition.row
    return model.model_validate({name: row[name] for name in model.model_fields})
