"""A rebuild's worker process: folds one share of a log into ``rm_next``.

``python -m zhouqi.events.rebuild_worker``, with its share as one line of JSON on standard input.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import threading

import msgspec
from psycopg import sql

from zhouqi.events.connection import Conn, connect
from zhouqi.events.context import load
from zhouqi.events.fold import Folder
from zhouqi.events.log import JOURNAL, STORE, Log
from zhouqi.events.rebuild import NEXT, WORKERS_LOCK, Share

_STREAMS = 500
_OBJECTS = 100_000
"""How many new objects the collector lets come together: a batch leaves no cycles behind."""


async def work(share: Share) -> None:
    """Fold the share. Raises RuntimeError when its rebuild is no longer the one at work."""
    context = load(share.origin)
    folder = Folder(context.read_model, context.decoder)
    log = next(log for log in (JOURNAL, STORE) if log.table == share.log)
    conn = await connect(share.dsn, options=NEXT)
    try:
        # Shared, and for as long as the session: a new rebuild takes it exclusively before it
        # begins, so a worker that outlived its own can't write into the new one's tables.
        await conn.execute("select pg_advisory_lock_shared(727, %s)", (WORKERS_LOCK,))
        row = await (await conn.execute("select id from generation")).fetchone()
        await conn.commit()
        if row is None or row[0] != share.generation:
            raise RuntimeError("another rebuild has begun")
        low, inclusive = share.low, True
        while streams := await _streams(conn, log, low, share.high, inclusive=inclusive):
            await folder.refold(conn, log, streams, share.up_to)
            await conn.commit()
            low, inclusive = streams[-1], False
    finally:
        await conn.close()


async def _streams(conn: Conn, log: Log, low: str, high: str | None, *, inclusive: bool) -> list[str]:
    query = sql.SQL(
        "select distinct stream from log.{} where stream {} %s"
        " and (%s::text is null or stream < %s) order by stream limit %s"
    ).format(sql.Identifier(log.table), sql.SQL(">=" if inclusive else ">"))
    rows = await conn.execute(query, (low, high, high, _STREAMS))
    return [str(row[0]) async for row in rows]


def _end_with_parent() -> None:
    """Standard input ends when the rebuild's process does, however it does.

    Read past Python's buffer: a thread that waits inside it makes the interpreter abort at its end.
    """
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(3)


def main() -> None:
    """Read the share, work, and end."""
    share = msgspec.json.decode(sys.stdin.buffer.readline(), type=Share)
    gc.set_threshold(_OBJECTS)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    asyncio.run(work(share))


if __name__ == "__main__":
    main()
