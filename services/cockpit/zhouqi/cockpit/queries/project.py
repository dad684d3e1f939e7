"""One project, found within the reader's scope."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from psycopg import sql
from psycopg.rows import dict_row

from zhouqi.cockpit.api.answers.base import Order
from zhouqi.cockpit.api.answers.issues import IssueSort
from zhouqi.cockpit.api.answers.project import Project, Traits
from zhouqi.cockpit.api.answers.projects import ProjectRow
from zhouqi.cockpit.queries.as_of import as_of
from zhouqi.cockpit.queries.issue_filter import IssueFilter
from zhouqi.cockpit.queries.issue_rows import IssueOrder
from zhouqi.cockpit.queries.listing import read_rows
from zhouqi.cockpit.queries.project_filter import PROJECTS
from zhouqi.cockpit.queries.project_parts import episodes, kinds, milestones, policies
from zhouqi.cockpit.queries.project_rows import COLUMNS, NAMES
from zhouqi.cockpit.queries.streams import own_streams
from zhouqi.cockpit.queries.stuck import stuck_streams
from zhouqi.events.connection import Conn
from zhouqi.service.identity import Scope
from zhouqi.service.scope import within

MOST_ISSUES: Final = 100
_ROW: Final = sql.SQL(
    "select {}, filed.planned_start as filed_start, filed.planned_completion as filed_completion,"
    " stands.new_land, stands.civil_works, stands.scale_expected, stands.heavy_asset"
    " from (select * from project_list where project_id = %(id)s and {}) as row {}"
    " left join registration filed on filed.project_id = row.project_id"
    " left join project stands on stands.stream = 'project/' || row.project_id"
)


async def find_project(
    conn: Conn, scope: Scope, issues: Scope, project_id: UUID, today: date
) -> Project | None:
    """The project with its issues in the scope ``issues``; None when there is none in ``scope``."""
    mine = within(scope, PROJECTS)
    time = await as_of(conn)
    async with conn.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(_ROW.format(COLUMNS, mine.sql, NAMES), {**mine.values, "id": project_id})
        row = await cursor.fetchone()
    if row is None:
        return None
    traits = {name: row[name] for name in Traits.model_fields}
    its_issues = IssueOrder(IssueFilter(project=project_id), IssueSort.RAISED_AT, Order.DESC, today)
    policies_day, matched = await policies(conn, row["enterprise_code"])
    return Project(
        **{name: row[name] for name in ProjectRow.model_fields},
        as_of=time,
        today=today,
        filed_start=row["filed_start"],
        filed_completion=row["filed_completion"],
        traits=None if None in traits.values() else Traits(**traits),
        milestones=await milestones(conn, project_id),
        episodes=await episodes(conn, project_id),
        kinds=await kinds(conn, project_id),
        issues=await read_rows(conn, its_issues.within(issues), MOST_ISSUES),
        policies_day=policies_day,
        policies=matched,
        stuck_streams=await stuck_streams(conn, own_streams(), {"id": project_id}) if row["stuck"] else [],
    )
