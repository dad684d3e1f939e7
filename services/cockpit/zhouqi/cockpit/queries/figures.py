"""The numbers above the list: how many projects each of its views has, and how they lie in the county."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from psycopg import sql
from psycopg.rows import class_row

from zhouqi.cockpit.api.answers import Figures, Status, TownshipFigure
from zhouqi.cockpit.queries.as_of import as_of
from zhouqi.cockpit.queries.project_filter import PROJECTS, has_status
from zhouqi.events.connection import Conn
from zhouqi.service.identity import Scope
from zhouqi.service.scope import within

_COUNTED: Final = (Status.REGISTERED, Status.STUCK, Status.UNPLANNED, Status.WITHDRAWN)

_TOTALS: Final = sql.SQL(
    "select {counts}, coalesce(sum(investment) filter (where not withdrawn), 0) as investment"
    " from project_list where {scope}"
)
_TOWNSHIPS: Final = sql.SQL(
    "select township, coalesce(max(township_name), township) as name, count(*) as projects,"
    " coalesce(sum(investment), 0) as investment"
    " from project_list where {scope} and {registered} group by township order by township"
)


@dataclass(frozen=True, slots=True)
class _Totals:
    registered: int
    stuck: int
    unplanned: int
    withdrawn: int
    investment: Decimal


async def figures(conn: Conn, scope: Scope) -> Figures:
    """The figures of everything in ``scope``. The townships' add up to the stock."""
    mine = within(scope, PROJECTS)
    counts = sql.SQL(", ").join(
        sql.SQL("count(*) filter (where {}) as {}").format(
            has_status(status).sql, sql.Identifier(status.value)
        )
        for status in _COUNTED
    )
    async with conn.cursor(row_factory=class_row(_Totals)) as cursor:
        await cursor.execute(_TOTALS.format(counts=counts, scope=mine.sql), dict(mine.values))
        totals = await cursor.fetchone()
    assert totals is not None
    async with conn.cursor(row_factory=class_row(TownshipFigure)) as cursor:
        registered = has_status(Status.REGISTERED)
        query = _TOWNSHIPS.format(scope=mine.sql, registered=registered.sql)
        await cursor.execute(query, dict(mine.values))
        townships = await cursor.fetchall()
    return Figures(
        as_of=await as_of(conn),
        registered=totals.registered,
        stuck=totals.stuck,
        unplanned=totals.unplanned,
        withdrawn=totals.withdrawn,
        investment=totals.investment,
        townships=townships,
    )
