"""One project, found within the reader's scope."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from psycopg import sql
from psycopg.rows import dict_row

from zhouqi.cockpit.connections.queries import kinds
from zhouqi.cockpit.forecasts.queries import forecasts
from zhouqi.cockpit.issue_list.list import ISSUES
from zhouqi.cockpit.issue_list.schemas import IssueSort
from zhouqi.cockpit.kit.as_of import as_of
from zhouqi.cockpit.kit.scope import ReaderScope
from zhouqi.cockpit.lists.page import read_rows
from zhouqi.cockpit.milestones.queries import milestones
from zhouqi.cockpit.milestones.schemas import Traits
from zhouqi.cockpit.policies.queries import policies
from zhouqi.cockpit.project.schemas import Project
from zhouqi.cockpit.project_list.list import PROJECTS
from zhouqi.cockpit.project_list.schemas import ProjectRow
from zhouqi.cockpit.slices import own_streams
from zhouqi.cockpit.stuck.queries import stuck_streams
from zhouqi.cockpit.warnings.queries import episodes
from zhouqi.events.log.connection import Conn

MOST_ISSUES: Final = 100
_ROW: Final = sql.SQL(
    "select {}, filed.planned_start as filed_start, filed.planned_completion as filed_completion,"
    " (select max(date) from judged_day) as judged,"
    " stands.new_land, stands.civil_works, stands.scale_expected, stands.heavy_asset"
    " from (select * from project_list where project_id = %(id)s and {}) as row {}"
    " left join registration filed on filed.project_id = row.project_id"
    " left join project stands on stands.stream = 'project/' || row.project_id"
)


async def find_project(conn: Conn, reader: ReaderScope, project_id: UUID, today: date) -> Project | None:
    """The project with those of its issues that the reader sees; None when they don't see the project."""
    mine = reader.of_projects()
    query = _ROW.format(PROJECTS.selected, mine.sql, sql.SQL(PROJECTS.joins))
    time = await as_of(conn)
    async with conn.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(query, {**mine.values, "id": project_id})
        row = await cursor.fetchone()
    if row is None:
        return None
    traits = {name: row[name] for name in Traits.model_fields}
    its_issues = ISSUES.of(IssueSort.RAISED_AT, project=project_id)
    policies_day, matched = await policies(conn, row["enterprise_code"])
    return Project(
        **{name: row[name] for name in ProjectRow.model_fields},
        as_of=time,
        today=today,
        judged=row["judged"],
        filed_start=row["filed_start"],
        filed_completion=row["filed_completion"],
        traits=None if None in traits.values() else Traits(**traits),
        milestones=await milestones(conn, project_id),
        episodes=await episodes(conn, project_id),
        forecasts=await forecasts(conn, project_id),
        kinds=await kinds(conn, project_id),
        issues=await read_rows(conn, its_issues.within(reader, {"today": today}), MOST_ISSUES),
        policies_day=policies_day,
        policies=matched,
        stuck_streams=await stuck_streams(conn, own_streams(), {"id": project_id}) if row["stuck"] else [],
    )
