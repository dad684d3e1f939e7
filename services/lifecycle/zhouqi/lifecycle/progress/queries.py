"""The last day that lifecycle has answered, for its readiness."""

from __future__ import annotations

from datetime import date

from zhouqi.events.log.connection import Conn


async def last_closed_day(conn: Conn) -> date | None:
    """The day of the last ``ProgressClosed``, from the store: the streams' names sort as their days do."""
    rows = await conn.execute(
        "select max(stream) from log.event where stream > 'progress/' and stream < 'progress0'"
    )
    row = await rows.fetchone()
    return (
        None if row is None or row[0] is None else date.fromisoformat(str(row[0]).removeprefix("progress/"))
    )
