"""Why data is stuck: what a fold could not take, and what did not come in whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from psycopg import sql
from psycopg.rows import class_row

from zhouqi.cockpit.slices import STUCK
from zhouqi.cockpit.stuck.schemas import StuckStream
from zhouqi.events.log.connection import Conn

_FOLD: Final = sql.SQL(
    "select stream, 'fold' as cause, stuck as detail, sequence, null::timestamptz as since from {}"
    " where stuck is not null and stream in ({})"
)
_FIRST: Final = sql.SQL(
    "(select distinct on (stream) * from ({}) as folds order by stream, sequence, detail)"
)
_OUTSIDE: Final = sql.SQL(
    "select stream, cause, detail, head, since from log.stuck where stream in ({}) order by stream, cause"
)


async def stuck_streams(
    conn: Conn, streams: sql.Composable, values: Mapping[str, object]
) -> list[StuckStream]:
    """Those of ``streams``, a query, that are stuck, each with its cause.

    A stream that stopped several folds is there once, with what the one said that stopped first.
    """
    folds = [_FOLD.format(sql.Identifier(one.fold_view), streams) for one in STUCK]
    first = _FIRST.format(sql.SQL(" union all ").join(folds))
    query = sql.SQL("{} union all {}").format(first, _OUTSIDE.format(streams))
    async with conn.cursor(row_factory=class_row(StuckStream)) as cursor:
        await cursor.execute(query, dict(values))
        return await cursor.fetchall()
