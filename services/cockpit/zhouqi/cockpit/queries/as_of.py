"""As of when what the cockpit shows is: the time at which the last event it received was recorded."""

from __future__ import annotations

from datetime import datetime

from zhouqi.events.connection import Conn


async def as_of(conn: Conn) -> datetime | None:
    """That time; None while nothing has arrived.

    Rows are folded in the transaction that writes the journal, so they are never older than this.
    """
    found = await conn.execute("select recorded_at from log.journal order by position desc limit 1")
    row = await found.fetchone()
    return row[0] if row is not None and isinstance(row[0], datetime) else None
