"""The kinds of data about a project; the caller has found the project within the reader's scope."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from psycopg import sql
from psycopg.rows import class_row

from zhouqi.cockpit.connections.schemas import ProjectKind
from zhouqi.cockpit.kit.kinds import KINDS
from zhouqi.events.log.connection import Conn

_KINDS: Final = sql.SQL(
    "select k.kind, k.kind = any(c.applicable) as applicable,"
    " k.kind = any(c.connected) as connected, count(r.stream) as records,"
    " max(r.updated_at) as updated_at,"
    " (select c.until[a.place] from generate_subscripts(c.awaited, 1) as a(place)"
    " where c.awaited[a.place] = k.kind and c.until[a.place] >= d.date) as awaited_until,"
    " coalesce(k.kind = any(d.late), false) as late"
    " from unnest(%(kinds)s::text[]) with ordinality as k(kind, place)"
    " left join connection c on c.stream = 'connection/' || %(id)s::text"
    " left join (select date, late from closed_day order by date desc limit 1) d on true"
    " left join source_record r on r.kind = k.kind and r.project_id = %(id)s and not r.withdrawn"
    " group by k.kind, k.place, c.applicable, c.connected, c.awaited, c.until, d.date, d.late order by k.place"
)


async def kinds(conn: Conn, project_id: UUID) -> list[ProjectKind]:
    """All kinds of data, in the order of the catalogue."""
    async with conn.cursor(row_factory=class_row(ProjectKind)) as cursor:
        await cursor.execute(_KINDS, {"id": project_id, "kinds": list(KINDS)})
        return await cursor.fetchall()
