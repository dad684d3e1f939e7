"""The days whose progress is closed."""

from __future__ import annotations

from datetime import date
from typing import Final

from psycopg import sql

from zhouqi.events.log.connection import Conn

JUDGED: Final = (
    "exists (select from log.journal j where j.stream = d.stream and j.position <="
    " (select c.position from log.cursor c where c.name = 'reaction:judge'))"
)
"""Of a closed day ``d``: every project was judged as of it."""
_JUDGED_DAYS: Final = sql.SQL("select min(d.date), max(d.date) from closed_day d where {}").format(
    sql.SQL(JUDGED)
)


async def last_closed_before(conn: Conn, position: int) -> date | None:
    """The last day that was closed before what stands at ``position`` of the journal came."""
    cursor = await conn.execute(
        "select d.date from closed_day d where exists"
        " (select from log.journal j where j.stream = d.stream and j.position < %s) order by d.date desc limit 1",
        (position,),
    )
    row = await cursor.fetchone()
    return row[0] if row is not None and isinstance(row[0], date) else None


async def judged_days(conn: Conn) -> tuple[date, date] | None:
    """The first and the last day as of which every project was judged, if any was."""
    cursor = await conn.execute(_JUDGED_DAYS)
    row = await cursor.fetchone()
    first, last = row if row is not None else (None, None)
    return (first, last) if isinstance(first, date) and isinstance(last, date) else None
