"""The last days."""

from __future__ import annotations

from typing import Final

from psycopg.rows import class_row

from zhouqi.cockpit.days.schemas import Days
from zhouqi.events.log.connection import Conn

_DAYS: Final = (
    "select (select max(date) from closed_day) as closed, (select max(date) from judged_day) as judged"
)


async def last_days(conn: Conn) -> Days:
    """The last day that is closed, and the last that is judged."""
    async with conn.cursor(row_factory=class_row(Days)) as cursor:
        await cursor.execute(_DAYS)
        found = await cursor.fetchone()
    return found or Days(closed=None, judged=None)
