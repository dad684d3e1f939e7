"""The headline numbers by stage, kind of stall and township."""

from __future__ import annotations

from typing import Final

from psycopg import sql
from psycopg.rows import dict_row

from zhouqi.cockpit.api.answers.overview import Breakdown, StageFigure, StallFigure, TownshipOverview
from zhouqi.cockpit.queries.as_of import AS_OF
from zhouqi.cockpit.queries.counted import REGISTERED, STOCK, counts, sums
from zhouqi.cockpit.queries.project_filter import PROJECTS
from zhouqi.cockpit.stage import Stage
from zhouqi.events.connection import Conn
from zhouqi.events.contracts.warning import Stall
from zhouqi.service.identity import Scope
from zhouqi.service.scope import within

_QUERY: Final = sql.SQL(
    "with mine as materialized (select township, stage, stalls, stalls_found, max(township_name) as name,"
    " count(*) as projects, {counts} from project_list where {registered} and {scope}"
    " group by township, stage, stalls, stalls_found),"
    " stages as (select stage, sum(projects)::bigint as projects from mine group by stage),"
    " stalls as (select stall, sum(projects)::bigint as found,"
    " coalesce(sum(projects) filter (where stall = any(stalls)), 0)::bigint as open"
    " from mine, unnest(stalls_found) as stall group by stall),"
    " townships as (select township, coalesce(max(name), township) as name, {sums}"
    " from mine group by township order by township)"
    " select {as_of} as as_of, (select max(date) from closed_day) as day,"
    " array(select to_jsonb(stages) from stages) as stages,"
    " array(select to_jsonb(stalls) from stalls) as stalls,"
    " array(select to_jsonb(townships) from townships) as townships"
)
"""One statement, so that all numbers are of one state; one pass, whose few groups are then added up."""
_OF_TOWNSHIP: Final = {name: STOCK[name] for name in TownshipOverview.model_fields if name in STOCK}


async def breakdown(conn: Conn, scope: Scope) -> Breakdown:
    """The numbers of everything in ``scope``: all stages and kinds of stall, and the townships with projects."""
    mine = within(scope, PROJECTS)
    query = _QUERY.format(
        registered=REGISTERED.sql,
        scope=mine.sql,
        counts=counts(_OF_TOWNSHIP),
        sums=sums(("projects", *_OF_TOWNSHIP)),
        as_of=AS_OF,
    )
    async with conn.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(query, dict(mine.values))
        row = await cursor.fetchone()
    assert row is not None
    projects = {one["stage"]: one["projects"] for one in row["stages"]}
    stalls = {one["stall"]: StallFigure.model_validate(one) for one in row["stalls"]}
    return Breakdown(
        as_of=row["as_of"],
        day=row["day"],
        stages=[StageFigure(stage=stage, projects=projects.get(stage, 0)) for stage in Stage],
        stalls=[stalls.get(stall) or StallFigure(stall=stall, found=0, open=0) for stall in Stall],
        townships=[TownshipOverview.model_validate(one) for one in row["townships"]],
    )
