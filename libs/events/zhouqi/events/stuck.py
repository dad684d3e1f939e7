"""Marks of streams that are not whole, kept outside the read models: ``fork`` and ``unreadable``.

(The third cause, ``fold``, stands beside the state that could not go on.) An ``unreadable`` mark
clears when the missing sequence arrives; a ``fork`` clears by an operator alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg.rows import class_row

from zhouqi.events.connection import Conn
from zhouqi.events.delivery import Bad


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Why a stream is stuck, and since when."""

    stream: str
    cause: str
    detail: str
    since: datetime


async def mark(conn: Conn, bad: Iterable[Bad]) -> list[str]:
    """Mark the streams that bad messages belong to; returns them. The caller commits.

    A stream that is whole and of which nothing can be missing is marked all the same: the bad
    message may be its next event.
    """
    streams = []
    for one in bad:
        if one.stream is not None:
            await conn.execute(
                "insert into log.stuck (stream, cause, detail, head) values (%(stream)s, %(cause)s,"
                " %(detail)s, (select coalesce(max(sequence), 0) from log.journal"
                " where stream = %(stream)s)) on conflict (stream, cause) do nothing",
                {"stream": one.stream, "cause": one.cause, "detail": one.detail[:500]},
            )
            streams.append(one.stream)
    return streams


async def heal(conn: Conn, streams: Sequence[str]) -> list[str]:
    """Clear ``unreadable`` marks of streams that have no gap any more and went on since.

    Returns the healed. The caller commits.
    """
    cursor = await conn.execute(
        "delete from log.stuck k where k.cause = 'unreadable' and k.stream = any(%s)"
        " and exists (select from log.journal j where j.stream = k.stream"
        " having max(j.sequence) > k.head and count(*) = max(j.sequence)) returning k.stream",
        (list(streams),),
    )
    return [str(row[0]) async for row in cursor]


async def clear(conn: Conn, stream: str) -> bool:
    """An operator's word that a stream is in order; False when it was not marked."""
    cleared = await conn.execute("delete from log.stuck where stream = %s", (stream,))
    return cleared.rowcount > 0


async def listing(conn: Conn) -> list[Mark]:
    """All marks, the oldest first."""
    async with conn.cursor(row_factory=class_row(Mark)) as cursor:
        await cursor.execute("select stream, cause, detail, since from log.stuck order by since")
        return await cursor.fetchall()
