"""Where projects and enterprises lie that an issue may be about."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from psycopg import sql
from psycopg.rows import class_row

from zhouqi.events.log.connection import Conn
from zhouqi.service.identity.identity import Scope
from zhouqi.service.identity.scope import within
from zhouqi.service.projections.registrations import REGISTRATIONS


@dataclass(frozen=True, slots=True)
class Place:
    """Where a project lies, and whose it is."""

    township: str | None
    enterprise: str
    withdrawn: bool


async def place_of_project(conn: Conn, scope: Scope, project_id: UUID) -> Place | None:
    """The project, if it is within ``scope``."""
    narrowed = within(scope, REGISTRATIONS)
    query = sql.SQL(
        "select township, enterprise, withdrawn from registration where project_id = %(project)s and {}"
        " order by withdrawn limit 1"
    ).format(narrowed.sql)
    async with conn.cursor(row_factory=class_row(Place)) as cursor:
        await cursor.execute(query, {**narrowed.values, "project": project_id})
        return await cursor.fetchone()


async def township_of(conn: Conn, enterprise: str) -> str | None:
    """The township that the register has for the enterprise."""
    cursor = await conn.execute("select township from registered_enterprise where code = %s", (enterprise,))
    row = await cursor.fetchone()
    return None if row is None or row[0] is None else str(row[0])
