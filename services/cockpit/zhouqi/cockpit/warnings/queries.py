"""The episodes of a project's stalls; the caller has found the project within the reader's scope."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from psycopg import sql
from psycopg.rows import class_row

from zhouqi.cockpit.warnings.schemas import Episode
from zhouqi.events.log.connection import Conn

_EPISODES: Final = sql.SQL(
    "select stall, due, since, until, by from episode where stream = 'warning/' || %(id)s::text"
    " order by since, stall"
)


async def episodes(conn: Conn, project_id: UUID) -> list[Episode]:
    """The episodes of its stalls, the first to begin first."""
    async with conn.cursor(row_factory=class_row(Episode)) as cursor:
        await cursor.execute(_EPISODES, {"id": project_id})
        return await cursor.fetchall()
