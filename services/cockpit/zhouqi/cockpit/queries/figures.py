"""The numbers above the list: how many projects each of its views has, and how they lie in the county."""

from __future__ import annotations

from typing import Any, Final

from psycopg import sql
from psycopg.rows import dict_row

from zhouqi.cockpit.api.answers.projects import Figures, Lights, StallCounts, Status, TownshipFigure
from zhouqi.cockpit.queries.as_of import AS_OF
from zhouqi.cockpit.queries.counted import LIGHTS, REGISTERED, STALLED, STOCK, counts, totals
from zhouqi.cockpit.queries.project_filter import PROJECTS, has_status
from zhouqi.events.connection import Conn
from zhouqi.service.identity import Scope
from zhouqi.service.scope import within

_STATUSES: Final = (Status.REGISTERED, Status.STUCK, Status.UNPLANNED, Status.WITHDRAWN)
_COUNTED: Final = {**{status.value: has_status(status) for status in _STATUSES}, **STOCK}
_QUERY: Final = sql.SQL(
    "select {as_of} as as_of, township, coalesce(max(name), township) as name, {totals},"
    " coalesce(sum(investment), 0) as investment"
    " from (select township, max(township_name) as name, {counts},"
    " sum(investment) filter (where {registered}) as investment"
    " from project_list where {scope} group by township) as of_township"
    " group by grouping sets ((), (township)) order by township nulls first"
)
"""The whole in the first row, then a row a township: one statement, so that they add up."""


async def figures(conn: Conn, scope: Scope) -> Figures:
    """The figures of everything in ``scope``. The townships' add up to the stock."""
    mine = within(scope, PROJECTS)
    query = _QUERY.format(
        as_of=AS_OF,
        totals=totals(_COUNTED),
        counts=counts(_COUNTED),
        registered=REGISTERED.sql,
        scope=mine.sql,
    )
    async with conn.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(query, dict(mine.values))
        whole, *townships = await cursor.fetchall()
    return Figures(
        as_of=whole["as_of"],
        **{status.value: whole[status.value] for status in _STATUSES},
        lights=Lights(**{name: whole[name] for name in LIGHTS}),
        stalls=StallCounts(**{name: whole[name] for name in STALLED}),
        full_view=whole["full_view"],
        investment=whole["investment"],
        townships=[_figure(one) for one in townships if one["registered"]],
    )


def _figure(group: dict[str, Any]) -> TownshipFigure:
    """A township's share of the stock."""
    return TownshipFigure(
        township=group["township"],
        name=group["name"],
        projects=group["registered"],
        investment=group["investment"],
    )
