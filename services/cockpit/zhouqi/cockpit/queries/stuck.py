"""Why data is stuck: what a fold could not take, and what did not come in whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from psycopg import sql
from psycopg.rows import class_row

from zhouqi.cockpit.api.answers.stuck import StuckStream
from zhouqi.events.connection import Conn

_FOLDS: Final = ("registration", "record", "project", "warning", "connection", "issue")
_FOLD: Final = sql.SQL(
    "select stream, 'fold' as cause, stuck as detail, sequence, null::timestamptz as since from {}"
    " where stuck is not null and stream in ({})"
)
_OUTSIDE: Final = sql.SQL(
    "select stream, cause, detail, head, since from log.stuck where stream in ({}) order by stream, cause"
)


async def stuck_streams(
    conn: Conn, streams: sql.Composable, values: Mapping[str, object]
) -> list[StuckStream]:
    """Those of ``streams``, a query, that are stuck, each with its cause; one fold that failed is enough."""
    folds = sql.SQL(" union ").join(_FOLD.format(sql.Identifier(f"{name}_fold"), streams) for name in _FOLDS)
    query = sql.SQL("{} union all {}").format(folds, _OUTSIDE.format(streams))
    async with conn.cursor(row_factory=class_row(StuckStream)) as cursor:
        await cursor.execute(query, dict(values))
        return await cursor.fetchall()
