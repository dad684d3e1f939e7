"""Wait for a place of a stream: how a reader sees what it has just caused."""

from __future__ import annotations

import asyncio
from time import monotonic

from psycopg import sql

from zhouqi.events.connection import Conn
from zhouqi.events.log import JOURNAL, Log


async def arrived(conn: Conn, stream: str, sequence: int, seconds: float = 2.0, log: Log = JOURNAL) -> bool:
    """Whether ``stream`` has come to ``sequence`` in ``log``, waiting up to ``seconds`` for it."""
    query = sql.SQL("select from log.{} where stream = %s and sequence >= %s limit 1").format(
        sql.Identifier(log.table)
    )
    end = monotonic() + seconds
    while True:
        found = await (await conn.execute(query, (stream, sequence))).fetchone()
        await conn.commit()
        if found is not None:
            return True
        if monotonic() > end:
            return False
        await asyncio.sleep(0.02)
