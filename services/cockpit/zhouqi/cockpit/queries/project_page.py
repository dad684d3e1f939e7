"""One page of the list of projects, with its place in the whole."""

from __future__ import annotations

from dataclasses import dataclass

from psycopg import sql
from psycopg.rows import class_row

from zhouqi.cockpit.api.answers import Order, ProjectPage, ProjectRow, Sort
from zhouqi.cockpit.queries.as_of import as_of
from zhouqi.cockpit.queries.project_filter import ProjectFilter
from zhouqi.cockpit.queries.project_rows import COLUMNS, ordering, place_of
from zhouqi.events.connection import Conn
from zhouqi.service import paging
from zhouqi.service.identity import Scope
from zhouqi.service.predicate import Predicate


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
    behind = order.behind(asked.cursor)
    total, remaining = await _counts(conn, matching, behind)
    rows = await _rows(conn, matching & behind, order, asked.limit + 1)
    items, more = rows[: asked.limit], len(rows) > asked.limit
    start = total - remaining
    return ProjectPage(
        as_of=await as_of(conn),
        total=total,
        first=start + 1,
        items=items,
        next=order.cursor(place_of(items[-1], asked.sort)) if more else None,
        previous=await _previous(conn, matching, order, asked, start),
    )


async def project_rows(conn: Conn, scope: Scope, asked: PageRequest) -> list[ProjectRow]:
    """The first ``asked.limit`` rows of the list, whatever its cursor: for the export."""
    order = ordering(asked.chosen, asked.sort, asked.order)
    return await _rows(conn, asked.chosen.within(scope), order, asked.limit)


async def _counts(conn: Conn, matching: Predicate, behind: Predicate) -> tuple[int, int]:
    """How many rows match, and how many of these stand behind the cursor."""
    query = sql.SQL("select count(*), count(*) filter (where {}) from project_list where {}")
    found = await conn.execute(query.format(behind.sql, matching.sql), dict((matching & behind).values))
    row = await found.fetchone()
    assert row is not None
    return int(str(row[0])), int(str(row[1]))


async def _rows(
    conn: Conn, where: Predicate, order: paging.Order, limit: int, offset: int = 0
) -> list[ProjectRow]:
    query = sql.SQL(
        "select {} from project_list where {} order by {} limit %(limit)s offset %(offset)s"
    ).format(COLUMNS, where.sql, order.by)
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
