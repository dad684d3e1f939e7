"""One project, found within the reader's scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from psycopg import sql
from psycopg.rows import class_row, scalar_row

from zhouqi.cockpit.api.answers import PlannedMilestone, Project, ProjectRow
from zhouqi.cockpit.queries.as_of import as_of
from zhouqi.cockpit.queries.project_filter import PROJECTS
from zhouqi.cockpit.queries.project_rows import COLUMNS
from zhouqi.cockpit.queries.stuck import stuck_streams
from zhouqi.events.connection import Conn
from zhouqi.service.identity import Scope
from zhouqi.service.scope import within

_ROW: Final = sql.SQL("select {} from project_list where project_id = %(id)s and {}")
_STREAMS: Final = sql.SQL("select streams from project_list where project_id = %(id)s and {}")
_FILED: Final = sql.SQL(
    "select planned_start as start, planned_completion as completion from registration"
    " where project_id = %(id)s order by updated_at desc limit 1"
)
_MILESTONES: Final = sql.SQL(
    "select milestone, due from project_milestone where project_id = %(id)s order by due, milestone"
)


@dataclass(frozen=True, slots=True)
class _Filed:
    start: date | None
    completion: date | None


async def find_project(conn: Conn, scope: Scope, project_id: UUID, today: date) -> Project | None:
    """The project; None when there is none in ``scope``."""
    mine = within(scope, PROJECTS)
    time = await as_of(conn)
    streams = await streams_of(conn, scope, project_id)
    async with conn.cursor(row_factory=class_row(ProjectRow)) as cursor:
        await cursor.execute(_ROW.format(COLUMNS, mine.sql), {**mine.values, "id": project_id})
        row = await cursor.fetchone()
    if row is None or streams is None:
        return None
    async with conn.cursor(row_factory=class_row(_Filed)) as cursor:
        await cursor.execute(_FILED, {"id": project_id})
        filed = await cursor.fetchone() or _Filed(None, None)
    async with conn.cursor(row_factory=class_row(PlannedMilestone)) as cursor:
        await cursor.execute(_MILESTONES, {"id": project_id})
        milestones = await cursor.fetchall()
    return Project(
        **dict(row),
        as_of=time,
        today=today,
        filed_start=filed.start,
        filed_completion=filed.completion,
        milestones=milestones,
        stuck_streams=await stuck_streams(conn, streams) if row.stuck else [],
    )


async def streams_of(conn: Conn, scope: Scope, project_id: UUID) -> list[str] | None:
    """The streams that tell of the project; None when there is none in ``scope``."""
    mine = within(scope, PROJECTS)
    async with conn.cursor(row_factory=scalar_row) as cursor:
        await cursor.execute(_STREAMS.format(mine.sql), {**mine.values, "id": project_id})
        streams: list[str] | None = await cursor.fetchone()
        return streams
