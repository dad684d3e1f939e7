"""Marks of streams that are not whole, kept outside the read models: ``fork`` and ``unreadable``.

(The third cause, ``fold``, stands beside the state that could not go on; it clears when the stream
folds again: at its next event, at every start, and when it is tried again.) An ``unreadable`` mark
clears when the missing sequence arrives; a ``fork`` clears by an operator alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg import AsyncCursor
from psycopg.rows import class_row

from zhouqi.events.bus.triage import BadMessage, GoodMessage
from zhouqi.events.fold.projection import ReadModel
from zhouqi.events.fold.projector import Projector
from zhouqi.events.log.arrays import Texts
from zhouqi.events.log.connection import Conn, Row
from zhouqi.events.log.event_log import JOURNAL, STORE

_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Why a stream is stuck, and since when."""

    stream: str
    cause: str
    detail: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Retried:
    """The streams that were folded again, and those of them that are stuck all the same."""

    tried: tuple[str, ...]
    still: tuple[str, ...]


async def mark_stuck(conn: Conn, bad: Iterable[BadMessage], arrived: Sequence[GoodMessage]) -> list[str]:
    """Mark the streams that newly parked messages belong to; returns them. The caller commits.

    ``arrived`` is what the journal took of the same batch. A stream that is whole and of which
    nothing can be missing is marked all the same: the bad message may be its next event. ``head`` is
    the last sequence that its topic brought before: what is missing comes behind it.
    """
    streams = []
    for one in bad:
        if one.stream is not None:
            await conn.execute(
                "insert into log.stuck as k (stream, cause, detail, head) values (%(stream)s, %(cause)s,"
                " %(detail)s, (select coalesce(max(sequence), 0) from log.journal"
                " where stream = %(stream)s and type = %(topic)s and id <> all(%(behind)s)))"
                " on conflict (stream, cause) do update set head = greatest(k.head, excluded.head)",
                {
                    "stream": one.stream,
                    "cause": one.cause,
                    "detail": one.detail[:500],
                    "topic": one.message.topic,
                    "behind": [good.event.id for good in arrived if good.message.follows(one.message)],
                },
            )
            streams.append(one.stream)
    return streams


async def any_unreadable(conn: Conn) -> AsyncCursor[Row]:
    """A row if any stream has an ``unreadable`` mark: otherwise there is nothing to heal."""
    return await conn.execute("select from log.stuck where cause = 'unreadable' limit 1")


async def heal_arrived(conn: Conn, streams: Sequence[str]) -> list[str]:
    """Clear ``unreadable`` marks of streams to which what was missing has come.

    Such a stream has no gap, and either nothing of it is parked any more, or its topics brought as
    many events since as were unreadable. Returns the healed. The caller commits.
    """
    cursor = await conn.execute(_HEAL, (Texts(streams),))
    return [str(row[0]) async for row in cursor]


_HEAL = """
with bad as (
  select k.stream, p.topic, count(*) as messages, count(*) filter (where p.settled_at is null) as waiting,
    (select count(*) from log.journal j
      where j.stream = k.stream and j.type = p.topic and j.sequence > k.head) as since
  from log.stuck k
  join log.parked p on p.stream = k.stream and p.kind = 'message' and p.cause = k.cause
    and p.parked_at >= k.since
  where k.cause = 'unreadable' and k.stream = any(%s)
  group by k.stream, k.head, p.topic
), healed as (
  select stream from bad group by stream
  having sum(waiting) = 0 or bool_and(since >= messages)
)
delete from log.stuck k using healed
where k.stream = healed.stream and k.cause = 'unreadable'
  and (select count(*) = max(j.sequence) from log.journal j where j.stream = k.stream)
returning k.stream
"""


async def clear_mark(conn: Conn, stream: str) -> bool:
    """An operator's word that a stream is in order; False when it was not marked."""
    cleared = await conn.execute("delete from log.stuck where stream = %s", (stream,))
    return cleared.rowcount > 0


async def list_marks(conn: Conn) -> list[Mark]:
    """All marks, the oldest first."""
    async with conn.cursor(row_factory=class_row(Mark)) as cursor:
        await cursor.execute("select stream, cause, detail, since from log.stuck order by since")
        return await cursor.fetchall()


async def retry_stuck(
    conn: Conn, projector: Projector, model: ReadModel, streams: Collection[str] | None = None
) -> Retried:
    """Fold again what did not fold to its end: all of it, or those of ``streams``. Commits.

    A batch at a time, under its log's lock like any write. Raises WrongVersion.
    """
    tried: set[str] = set()
    for log in (JOURNAL, STORE):
        projections = [projection for projection in model.projections if projection.log is log]
        waiting = {name for projection in projections for name in await projector.stuck(conn, projection)}
        await conn.commit()
        names = sorted(waiting if streams is None else waiting & set(streams))
        for start in range(0, len(names), _AT_ONCE):
            batch = names[start : start + _AT_ONCE]
            async with conn.transaction():
                await log.lock(conn)
                await projector.check_version(conn)
                await projector.refold(conn, log, batch)
                await projector.refresh(conn, batch)
            tried.update(batch)
    still = {name for projection in model.projections for name in await projector.stuck(conn, projection)}
    await conn.commit()
    return Retried(tuple(sorted(tried)), tuple(sorted(tried & still)))
