"""What projects are called, by their ids."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from psycopg import sql
from psycopg.rows import class_row

from zhouqi.cockpit.kit.scope import PROJECTS
from zhouqi.cockpit.project_list.schemas import ProjectName
from zhouqi.events.log.connection import Conn
from zhouqi.service.identity.identity import Scope
from zhouqi.service.identity.scope import within


async def names_of(conn: Conn, scope: Scope, ids: Sequence[UUID]) -> list[ProjectName]:
    """Those of them that ``scope`` contains, in no order."""
    mine = within(scope, PROJECTS)
    query = sql.SQL(
        "select project_id as id, name, coalesce(township_name, township) as township_name"
        " from project_list where project_id = any(%(ids)s) and {}"
    ).format(mine.sql)
    async with conn.cursor(row_factory=class_row(ProjectName)) as cursor:
        return await (await cursor.execute(query, {**mine.values, "ids": list(ids)})).fetchall()
