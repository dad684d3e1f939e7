"""The numbers above the list: how many projects each of its views has, and how they lie in the county."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from psycopg import sql
from psycopg.rows import class_row

from zhouqi.cockpit.api.answers import Figures, Status, TownshipFigure
from zhouqi.cockpit.queries.as_of import AS_OF
from zhouqi.cockpit.queries.project_filter import PROJECTS, has_status
from zhouqi.events.connection import Conn
from zhouqi.service.identity import Scope
from zhouqi.service.scope import within

_COUNTED: Final = (Status.REGISTERED, Status.STUCK, Status.UNPLANNED, Status.WITHDRAWN)

_QUERY: Final = sql.SQL(
    "select {as_of} as as_of, township, coalesce(max(township_name), township) as name, {counts},"
    " coalesce(sum(investment) filter (where {registered}), 0) as investment"
    " from project_list where {scope}"
    " group by grouping sets ((), (township)) order by township nulls first"
)
"""The whole in the first row, then a row a township: one statement, so that they add up."""


@dataclass(frozen=True, slots=True)
class _Group:
    as_of: datetime | None
    township: str | None
    name: str | None
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
    registered = has_status(Status.REGISTERED)
    query = _QUERY.format(as_of=AS_OF, counts=counts, registered=registered.sql, scope=mine.sql)
    async with conn.cursor(row_factory=class_row(_Group)) as cursor:
        await cursor.execute(query, dict(mine.values))
        whole, *townships = await cursor.fetchall()
    return Figures(
        as_of=whole.as_of,
        registered=whole.registered,
        stuck=whole.stuck,
        unplanned=whole.unplanned,
        withdrawn=whole.withdrawn,
        investment=whole.investment,
        townships=[figure for group in townships if (figure := _figure(group)) is not None],
    )


def _figure(group: _Group) -> TownshipFigure | None:
    """A township's share of the stock; None when it has none."""
    if group.township is None or group.name is None or not group.registered:
        return None
    return TownshipFigure(
        township=group.township,
        name=group.name,
        projects=group.registered,
        investment=group.investment,
    )
