"""A rebuild's worker process: folds one share of a log into ``rm_next``.

``python -m zhouqi.events.fold.rebuild_worker ORIGIN`` for the context of that origin; its share comes as one line
of JSON on standard input, or there is none.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import threading
from errno import ENOSPC

import msgspec
import psycopg

from zhouqi.events.context import Context, load
from zhouqi.events.fold.projector import Projector
from zhouqi.events.fold.rebuild import NEXT, WORKERS_LOCK
from zhouqi.events.fold.rebuild_pool import Share
from zhouqi.events.fold.stream_scan import whole_streams
from zhouqi.events.log.connection import connect, reading
from zhouqi.events.log.event_log import JOURNAL, STORE

_UNHURRIED = "-c synchronous_commit=off"
"""Nobody has seen these tables yet; the commit that exchanges the schemas waits for the disk, and for all before."""


async def work(share: Share, context: Context) -> None:
    """Fold the share. Raises RuntimeError when its rebuild is no longer the one at work."""
    projector = Projector(context.read_model, context.decoder)
    logs = {log.table: log for log in (JOURNAL, STORE)}
    conn = await connect(share.dsn, options=f"{NEXT} {_UNHURRIED}")
    try:
        # Shared, and for as long as the session: a new rebuild takes it exclusively before it
        # begins, so a worker that outlived its own can't write into the new one's tables.
        await conn.execute("select pg_advisory_lock_shared(727, %s)", (WORKERS_LOCK,))
        row = await (await conn.execute("select id from generation")).fetchone()
        await conn.commit()
        if row is None or row[0] != share.generation:
            raise RuntimeError("another rebuild has begun")
        with reading(share.dsn) as source:
            for part in share.parts:
                log = logs[part.log]
                for streams in whole_streams(source, log, part.low, part.high, part.up_to):
                    await projector.load(conn, log, streams)
                    await conn.commit()
                    gc.collect()
    finally:
        await conn.close()


def _end_with_parent() -> None:
    """Standard input ends when the rebuild's process does, however it does.

    Read past Python's buffer: a thread that waits inside it makes the interpreter abort at its end.
    """
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(3)


def main() -> None:
    """Learn the context, read the share, work, and end."""
    context = load(sys.argv[1])
    gc.disable()  # what a page leaves behind is collected at its end, and not looked at again and again
    gc.freeze()
    line = sys.stdin.buffer.readline()
    if not line:
        return
    share = msgspec.json.decode(line, type=Share)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        asyncio.run(work(share, context))
    except psycopg.errors.DiskFull as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(ENOSPC)  # which is how the rebuild learns of it


if __name__ == "__main__":
    main()
