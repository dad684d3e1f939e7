"""The headline numbers."""

from __future__ import annotations

from typing import Final

from psycopg import sql
from psycopg.rows import dict_row

from zhouqi.cockpit.issues.conditions import PROGRESS
from zhouqi.cockpit.kit.as_of import AS_OF
from zhouqi.cockpit.kit.counters import counts
from zhouqi.cockpit.kit.scope import ReaderScope
from zhouqi.cockpit.overview.schemas import IssueFigures, LateFigures, Overview, StallFigures
from zhouqi.cockpit.projects.conditions import REGISTERED, STOCK, STOCK_BY_LIGHT
from zhouqi.cockpit.projects.schemas import Lights
from zhouqi.events.log.connection import Conn

_PROJECTS: Final = {"projects": REGISTERED, **STOCK}
_ISSUES: Final = {progress.value: condition for progress, condition in PROGRESS.items()}
_QUERY: Final = sql.SQL(
    "select {as_of} as as_of,"
    " coalesce((select late from closed_day order by date desc limit 1), '{{}}') as late,"
    " of_projects.*, of_issues.*, of_late_issues.*, of_late_projects.*, of_acts.*,"
    " round(cleared::numeric / nullif(found, 0), 3)::float as clearing_rate,"
    " round(done::numeric / nullif(pushed, 0), 3)::float as done_rate"
    " from (select {projects},"
    " coalesce(sum(connected) filter (where {registered}), 0)::bigint as connected,"
    " coalesce(sum(applicable) filter (where {registered}), 0)::bigint as applicable"
    " from project_list where {project_scope}) as of_projects,"
    " (select {issues} from issue_list where {issue_scope}) as of_issues,"
    " (select count(distinct entry.stream) as late_issues from late_issue as entry join issue_list as list"
    " on 'issue/' || list.issue_id::text = entry.stream where not takeover and {late_issue_scope})"
    " as of_late_issues,"
    " (select count(distinct entry.stream) as late_projects from late_project as entry join project_list as list"
    " on 'project/' || list.project_id::text = entry.stream where not takeover and {late_project_scope})"
    " as of_late_projects,"
    " (select count(distinct act.stream) as granted_acts from project_act as act join project_list as list"
    " on 'project/' || list.project_id::text = act.stream where act.granted and {late_project_scope}) as of_acts"
)
"""One statement, so that all numbers are of one state. ``round`` of a numeric rounds half up."""


async def overview(conn: Conn, reader: ReaderScope) -> Overview:
    """The headline numbers of the projects and issues that the reader sees, at this moment."""
    my_projects, my_issues = reader.of_projects(), reader.of_issues()
    query = _QUERY.format(
        as_of=AS_OF,
        projects=counts(_PROJECTS),
        registered=REGISTERED.sql,
        project_scope=my_projects.sql,
        issues=counts(_ISSUES),
        issue_scope=my_issues.sql,
        late_issue_scope=reader.of_issues("list").sql,
        late_project_scope=reader.of_projects("list").sql,
    )
    async with conn.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(query, {**my_issues.values, **my_projects.values})
        row = await cursor.fetchone()
    assert row is not None
    return Overview(
        as_of=row["as_of"],
        late=row["late"],
        projects=row["projects"],
        connected=row["connected"],
        applicable=row["applicable"],
        stalls=StallFigures(found=row["found"], cleared=row["cleared"], clearing_rate=row["clearing_rate"]),
        issues=IssueFigures(**{name: row[name] for name in _ISSUES}, done_rate=row["done_rate"]),
        full_view=row["full_view"],
        lights=Lights(**{name: row[name] for name in STOCK_BY_LIGHT}),
        granted_acts=row["granted_acts"],
        entered_late=LateFigures(issues=row["late_issues"], projects=row["late_projects"]),
    )
