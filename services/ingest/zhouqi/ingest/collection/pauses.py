"""Until when a source asked to be left alone (``Retry-After``), also across restarts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from zhouqi.events.log.connection import Conn


async def save_pause(conn: Conn, source: str, not_before: datetime) -> None:
    """Leave a source alone until a time by the wall clock. The caller commits."""
    await conn.execute(
        "insert into app.source_pause (source, not_before) values (%s, %s)"
        " on conflict (source) do update set not_before = excluded.not_before",
        (source, not_before),
    )


async def pauses(conn: Conn) -> Mapping[str, datetime]:
    """Source -> when it may be asked again, by the wall clock; also of pauses that are over."""
    rows = await conn.execute("select source, not_before from app.source_pause")
    return {str(row[0]): row[1] for row in await rows.fetchall() if isinstance(row[1], datetime)}
