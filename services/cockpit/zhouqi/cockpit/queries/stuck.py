"""Why a project's data is stuck: what a fold could not take, and what did not come in whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from psycopg import sql
from psycopg.rows import class_row

from zhouqi.cockpit.api.answers import StuckStream
from zhouqi.events.connection import Conn

_QUERY: Final = sql.SQL(
    "select stream, 'fold' as cause, stuck as detail, sequence, null::timestamptz as since"
    " from registration_fold where stuck is not null and stream = any(%(streams)s)"
    " union all select stream, 'fold', stuck, sequence, null"
    " from project_fold where stuck is not null and stream = any(%(streams)s)"
    " union all select stream, cause, detail, head, since"
    " from log.stuck where stream = any(%(streams)s)"
    " order by stream, cause"
)


async def stuck_streams(conn: Conn, streams: Sequence[str]) -> list[StuckStream]:
    """Those of ``streams`` that are stuck, each with its cause."""
    async with conn.cursor(row_factory=class_row(StuckStream)) as cursor:
        await cursor.execute(_QUERY, {"streams": list(streams)})
        return await cursor.fetchall()
