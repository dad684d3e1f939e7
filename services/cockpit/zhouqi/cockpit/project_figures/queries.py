"""The numbers above the list: how many projects each of its views has, and how they lie in the county."""

from __future__ import annotations

from typing import Any, Final

from psycopg import sql
from psycopg.rows import dict_row

from zhouqi.cockpit.kit.as_of import AS_OF
from zhouqi.cockpit.kit.counters import counts, totals
from zhouqi.cockpit.kit.scope import PROJECTS
from zhouqi.cockpit.project_figures.schemas import Figures, TownshipFigure
from zhouqi.cockpit.projects.conditions import REGISTERED, STATUS, STOCK, STOCK_BY_LIGHT, STOCK_BY_STALLED
from zhouqi.cockpit.projects.schemas import Lights, StallCounts, Status
from zhouqi.events.log.connection import Conn
from zhouqi.service.identity.identity import Scope
from zhouqi.service.identity.scope import within

_STATUSES: Final = (Status.REGISTERED, Status.STUCK, Status.UNPLANNED, Status.WITHDRAWN)
_COUNTED: Final = {**{status.value: STATUS[status] for status in _STATUSES}, **STOCK}
_QUERY: Final = sql.SQL(
    "select {as_of} as as_of, township, coalesce(max(name), township) as name, {totals},"
    " sum(investment) as investment, sum(uninvested)::bigint as investment_unknown"
    " from (select township, max(township_name) as name, {counts},"
    " sum(investment) filter (where {registered}) as investment,"
    " count(*) filter (where {registered} and investment is null) as uninvested"
    " from project_list where {scope} group by township) as of_township"
    " group by grouping sets ((), (township)) order by township nulls first"
)
"""The whole in the first row, then a row a township: one statement, so that they add up."""


async def project_figures(conn: Conn, scope: Scope) -> Figures:
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
        lights=Lights(**{name: whole[name] for name in STOCK_BY_LIGHT}),
        stalls=StallCounts(**{name: whole[name] for name in STOCK_BY_STALLED}),
        full_view=whole["full_view"],
        investment=whole["investment"],
        investment_unknown=whole["investment_unknown"] or 0,
        townships=[_figure(one) for one in townships if one["registered"]],
    )


def _figure(group: dict[str, Any]) -> TownshipFigure:
    """A township's share of the stock."""
    return TownshipFigure(
        township=group["township"],
        name=group["name"],
        projects=group["registered"],
        investment=group["investment"],
        investment_unknown=group["investment_unknown"],
    )
