"""The departments that an issue can be assigned to."""

from __future__ import annotations

from zhouqi.events.log.connection import Conn


async def departments(conn: Conn) -> frozenset[str]:
    """The codes of the county's departments."""
    cursor = await conn.execute(
        "select distinct scope from granted where role = 'department' and not revoked"
    )
    return frozenset(str(row[0]) for row in await cursor.fetchall())
