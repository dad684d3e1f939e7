"""The headline numbers."""

from __future__ import annotations

from typing import Final

from psycopg import sql
from psycopg.rows import dict_row

from zhouqi.cockpit.api.answers.issues import Progress
from zhouqi.cockpit.api.answers.overview import IssueFigures, Overview, StallFigures
from zhouqi.cockpit.api.answers.projects import Lights
from zhouqi.cockpit.queries.as_of import AS_OF
from zhouqi.cockpit.queries.counted import LIGHTS, REGISTERED, STOCK, counts
from zhouqi.cockpit.queries.issue_filter import ISSUES, has_progress
from zhouqi.cockpit.queries.project_filter import PROJECTS
from zhouqi.events.connection import Conn
from zhouqi.service.identity import Scope
from zhouqi.service.scope import within

_PROJECTS: Final = {"projects": REGISTERED, **STOCK}
_ISSUES: Final = {progress.value: has_progress(progress) for progress in Progress}
_QUERY: Final = sql.SQL(
    "select {as_of} as as_of, of_projects.*, of_issues.*,"
    " round(cleared::numeric / nullif(found, 0), 3)::float as clearing_rate,"
    " round(done::numeric / nullif(pushed, 0), 3)::float as done_rate"
    " from (select {projects} from project_list where {project_scope}) as of_projects,"
    " (select {issues} from issue_list where {issue_scope}) as of_issues"
)
"""One statement, so that all numbers are of one state. ``round`` of a numeric rounds half up."""


async def overview(conn: Conn, projects: Scope, issues: Scope) -> Overview:
    """The headline numbers of the projects and issues in these scopes, at this moment."""
    my_projects, my_issues = within(projects, PROJECTS), within(issues, ISSUES)
    query = _QUERY.format(
        as_of=AS_OF,
        projects=counts(_PROJECTS),
        project_scope=my_projects.sql,
        issues=counts(_ISSUES),
        issue_scope=my_issues.sql,
    )
    async with conn.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(query, {**my_issues.values, **my_projects.values})
        row = await cursor.fetchone()
    assert row is not None
    return Overview(
        as_of=row["as_of"],
        projects=row["projects"],
        stalls=StallFigures(found=row["found"], cleared=row["cleared"], clearing_rate=row["clearing_rate"]),
        issues=IssueFigures(**{name: row[name] for name in _ISSUES}, done_rate=row["done_rate"]),
        full_view=row["full_view"],
        lights=Lights(**{name: row[name] for name in LIGHTS}),
    )
