"""A project's milestones; the caller has found the project within the reader's scope."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from psycopg import sql
from psycopg.rows import dict_row

from zhouqi.cockpit.milestones.schemas import ApprovedExtension, ProjectMilestone
from zhouqi.events.contracts.milestone import Milestone
from zhouqi.events.log.connection import Conn

_NOTHING: Final = dict.fromkeys(("due", "on", "counts_from", "basis", "document")) | {"reached": False}
_MILESTONES: Final = sql.SQL(
    'select milestone, due, reached_on as "on", reached, counts_from, basis, document'
    " from project_milestone where stream = 'project/' || %(id)s::text"
)
_EXTENSIONS: Final = sql.SQL(
    "select milestone, due, approved_on, document from project_extension"
    " where stream = 'project/' || %(id)s::text order by approved_on, due"
)


async def milestones(conn: Conn, project_id: UUID) -> list[ProjectMilestone]:
    """All seven, in the order of a project's life, each with its extensions in the order of approval."""
    async with conn.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(_EXTENSIONS, {"id": project_id})
        extensions = await cursor.fetchall()
        await cursor.execute(_MILESTONES, {"id": project_id})
        known = {row["milestone"]: row for row in await cursor.fetchall()}
    return [
        ProjectMilestone(
            **known.get(milestone, {**_NOTHING, "milestone": milestone}),
            extensions=[
                ApprovedExtension(due=one["due"], approved_on=one["approved_on"], document=one["document"])
                for one in extensions
                if one["milestone"] == milestone
            ],
        )
        for milestone in Milestone
    ]
