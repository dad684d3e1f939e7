"""As of when what the cockpit shows is: the time at which the last event it received was recorded."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from psycopg import sql

from zhouqi.events.log.connection import Conn

AS_OF: Final = sql.SQL("(select recorded_at from log.journal order by position desc limit 1)")
"""That time, as an expression; null while nothing has arrived.

Rows are folded in the transaction that writes the journal: those of the same statement are as of this
time, those that are read later are not older.
"""


async def as_of(conn: Conn) -> datetime | None:
    """That time now: to be asked before the rows are read."""
    row = await (await conn.execute(sql.SQL("select {}").format(AS_OF))).fetchone()
    return row[0] if row is not None and isinstance(row[0], datetime) else None
