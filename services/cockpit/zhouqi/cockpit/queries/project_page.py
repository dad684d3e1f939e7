"""One page of the list of projects, with its place in the whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from psycopg import sql
from psycopg.rows import class_row, dict_row

from zhouqi.cockpit.api.answers import Order, ProjectPage, ProjectRow, Sort
from zhouqi.cockpit.queries.as_of import AS_OF
from zhouqi.cockpit.queries.project_filter import ProjectFilter
from zhouqi.cockpit.queries.project_rows import COLUMNS, ordering, place_of
from zhouqi.events.connection import Conn
from zhouqi.service import paging
from zhouqi.service.identity import Scope
from zhouqi.service.predicate import Predicate

_ROWS: Final = sql.SQL(
    "select {columns} from project_list where {where} order by {by} limit %(limit)s offset %(offset)s"
)
_PAGE: Final = sql.SQL(
    "select {as_of} as as_of, (select count(*) from project_list where {matching}) as total,"
    " (select count(*) from project_list where {behind}) as remaining, page.*"
    " from (select) as always left join"
    " (select row_number() over () as place, ordered.* from ({rows}) as ordered) as page on true"
    " order by place"
)
"""One statement, so that the totals are those of the rows: each statement sees a state of its own."""


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page of which list."""

    chosen: ProjectFilter
    sort: Sort
    order: Order
    limit: int
    cursor: str | None


async def project_page(conn: Conn, scope: Scope, asked: PageRequest) -> ProjectPage:
    """The page. Raises Problem 400 for a cursor of another list."""
    order = ordering(asked.chosen, asked.sort, asked.order)
    matching = asked.chosen.within(scope)
    found = await _page(conn, matching, order, asked)
    items, start = found.rows[: asked.limit], found.total - found.remaining
    return ProjectPage(
        as_of=found.as_of,
        total=found.total,
        first=start + 1,
        items=items,
        next=order.cursor(place_of(items[-1], asked.sort)) if len(found.rows) > asked.limit else None,
        previous=await _previous(conn, matching, order, asked, start),
    )


async def project_rows(conn: Conn, scope: Scope, asked: PageRequest) -> list[ProjectRow]:
    """The first ``asked.limit`` rows of the list, whatever its cursor: for the export."""
    order = ordering(asked.chosen, asked.sort, asked.order)
    return await _rows(conn, asked.chosen.within(scope), order, asked.limit)


@dataclass(frozen=True, slots=True)
class _Found:
    """A page with one row more, if there is one; ``remaining`` rows stand behind the cursor."""

    as_of: datetime | None
    total: int
    remaining: int
    rows: list[ProjectRow]


async def _page(conn: Conn, matching: Predicate, order: paging.Order, asked: PageRequest) -> _Found:
    behind = matching & order.behind(asked.cursor)
    query = _PAGE.format(
        as_of=AS_OF,
        matching=matching.sql,
        behind=behind.sql,
        rows=_ROWS.format(columns=COLUMNS, where=behind.sql, by=order.by),
    )
    async with conn.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(query, {**behind.values, "limit": asked.limit + 1, "offset": 0})
        found = await cursor.fetchall()
    rows = [
        ProjectRow.model_validate({name: row[name] for name in ProjectRow.model_fields})
        for row in found
        if row["place"] is not None
    ]
    return _Found(found[0]["as_of"], found[0]["total"], found[0]["remaining"], rows)


async def _rows(
    conn: Conn, where: Predicate, order: paging.Order, limit: int, offset: int = 0
) -> list[ProjectRow]:
    query = _ROWS.format(columns=COLUMNS, where=where.sql, by=order.by)
    async with conn.cursor(row_factory=class_row(ProjectRow)) as cursor:
        await cursor.execute(query, {**where.values, "limit": limit, "offset": offset})
        return await cursor.fetchall()


async def _previous(
    conn: Conn, matching: Predicate, order: paging.Order, asked: PageRequest, start: int
) -> str | None:
    """The cursor of the page that ends before row ``start``; None when that is the first page."""
    if start <= asked.limit:
        return None
    before = await _rows(conn, matching, order, 1, offset=start - asked.limit - 1)
    return order.cursor(place_of(before[0], asked.sort)) if before else None
