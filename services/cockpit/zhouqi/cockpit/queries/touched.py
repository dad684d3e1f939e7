"""Which projects changed between two positions of the journal, as far as the reader may know."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from psycopg import sql
from psycopg.rows import scalar_row

from zhouqi.cockpit.queries.project_filter import PROJECTS
from zhouqi.cockpit.readmodel.project_list import PROJECT_LIST
from zhouqi.events.connection import Conn
from zhouqi.service.identity import Scope
from zhouqi.service.scope import within

MOST_NAMED: Final = 100
_MOST_STREAMS: Final = 1_000

_STREAMS: Final = sql.SQL(
    "select distinct stream from log.journal where position > %(after)s and position <= %(up_to)s"
    " limit %(limit)s"
)
_TOUCHED: Final = sql.SQL(
    "select project_id from project_list where {} and project_id in ({}) limit %(limit)s"
)


async def touched(conn: Conn, scope: Scope, after: int, up_to: int) -> list[UUID] | None:
    """The projects in ``scope`` that changed; None when they are too many to name."""
    limits = {"after": after, "up_to": up_to, "limit": _MOST_STREAMS + 1}
    async with conn.cursor(row_factory=scalar_row) as cursor:
        await cursor.execute(_STREAMS, limits)
        streams: list[str] = await cursor.fetchall()
    if len(streams) > _MOST_STREAMS:
        return None
    mine = within(scope, PROJECTS)
    keys = sql.SQL(PROJECT_LIST.keys_of)
    values = {**mine.values, "streams": streams, "limit": MOST_NAMED + 1}
    async with conn.cursor(row_factory=scalar_row) as cursor:
        await cursor.execute(_TOUCHED.format(mine.sql, keys), values)
        projects: list[UUID] = await cursor.fetchall()
    return None if len(projects) > MOST_NAMED else projects
