"""The headline numbers by stage, kind of stall and township."""

from __future__ import annotations

from typing import Final

from psycopg import sql
from psycopg.rows import dict_row

from zhouqi.cockpit.kit.as_of import AS_OF
from zhouqi.cockpit.kit.counters import sums
from zhouqi.cockpit.kit.scope import PROJECTS
from zhouqi.cockpit.milestones.schemas import Stage
from zhouqi.cockpit.overview.schemas import Breakdown, StageFigure, StallFigure, TownshipOverview
from zhouqi.cockpit.projects.conditions import REGISTERED, STALLED, STOCK
from zhouqi.cockpit.projects.schemas import Stalled
from zhouqi.events.contracts.warning import Stall
from zhouqi.events.log.connection import Conn
from zhouqi.service.identity.identity import Scope
from zhouqi.service.identity.scope import within

_QUERY: Final = sql.SQL(
    "with alike as materialized (select township, stage, withdrawn, light, stalled, full_view,"
    " count(*) as projects from project_list where {mine}"
    " group by township, stage, withdrawn, light, stalled, full_view),"
    " stages as (select stage, sum(projects)::bigint as projects from alike group by stage),"
    " stalls as (select stall, sum(projects)::bigint as found,"
    " coalesce(sum(projects) filter (where stall = any(stalls)), 0)::bigint as open"
    " from (select stalls, stalls_found, count(*) as projects from project_list where {stalled}"
    " group by stalls, stalls_found) as of_kinds, unnest(stalls_found) as stall group by stall),"
    " townships as (select here.*, coalesce(township.name, here.township) as name"
    " from (select township, {sums} from alike group by township) as here"
    " left join township on township.code = here.township order by here.township)"
    " select {as_of} as as_of, (select max(date) from judged_day) as day,"
    " array(select to_jsonb(stages) from stages) as stages,"
    " array(select to_jsonb(stalls) from stalls) as stalls,"
    " array(select to_jsonb(townships) from townships) as townships"
)
"""One statement, so that all numbers are of one state. Kinds of stall are read where there are some: to group
by lists is dear."""
_OF_TOWNSHIP: Final = {
    "projects": REGISTERED,
    **{name: STOCK[name] for name in TownshipOverview.model_fields if name in STOCK},
}


async def breakdown(conn: Conn, scope: Scope) -> Breakdown:
    """The numbers of everything in ``scope``: all stages and kinds of stall, and the townships with projects."""
    mine = REGISTERED & within(scope, PROJECTS)
    query = _QUERY.format(
        mine=mine.sql,
        stalled=(mine & STALLED[Stalled.FOUND]).sql,
        sums=sums(_OF_TOWNSHIP),
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
