"""What was put aside: messages the journal did not take, and reactions that failed; nothing is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import LiteralString

import msgspec
from psycopg.rows import class_row

from zhouqi.events.bus.message import Message
from zhouqi.events.bus.triage import BadMessage
from zhouqi.events.cause import cause
from zhouqi.events.log.connection import Conn, Row
from zhouqi.events.log.event import Event

_MOST_STRANGE = 500
_MOST_BYTES = 16 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Parked:
    """A parked message or reaction, as the operator sees it; without its content."""

    number: int
    kind: str
    topic: str
    partition: int | None
    log_offset: int | None
    stream: str | None
    cause: str
    detail: str
    parked_at: datetime
    settled_at: datetime | None


async def park(conn: Conn, bad: Iterable[BadMessage]) -> list[BadMessage]:
    """Park messages; returns those that were not parked before. The caller commits."""
    fresh = []
    for one in bad:
        message = one.message
        added = await conn.execute(
            "insert into log.parked (kind, topic, partition, log_offset, digest, stream, cause,"
            " detail, key, value, headers) values ('message', %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
            " on conflict (kind, topic, digest) do nothing",
            (
                message.topic,
                message.partition,
                message.offset,
                message.digest(),
                one.stream,
                one.cause,
                one.detail[:500],
                message.key,
                message.value,
                msgspec.json.encode(message.headers).decode(),
            ),
        )
        if added.rowcount:
            fresh.append(one)
    return fresh


async def keep_strange(conn: Conn, strange: Sequence[BadMessage]) -> None:
    """Keep messages of others, as many as there is room for, and count all of them. The caller commits.

    Whoever writes into topics must not fill this database: a few hundred are kept to be looked at, the
    beginning of each; of more there is only the number, by topic.
    """
    if not strange:
        return
    kept = await conn.execute(
        "select count(*) from log.parked where cause = 'strange' and settled_at is null"
    )
    row = await kept.fetchone()
    room = max(0, _MOST_STRANGE - (0 if row is None else int(str(row[0]))))
    await park(conn, [_beginning(one) for one in strange[:room]])
    counts = Counter(one.message.topic for one in strange)
    await conn.execute(
        "insert into log.strange as s (topic, count) select * from unnest(%s::text[], %s::bigint[])"
        " on conflict (topic) do update set count = s.count + excluded.count, last_at = now()",
        (list(counts), list(counts.values())),
    )


def _beginning(bad: BadMessage) -> BadMessage:
    """The message as far as it is kept."""
    message = bad.message
    headers = tuple((name[:100], value and value[:1000]) for name, value in message.headers[:20])
    short = replace(
        message,
        key=message.key and message.key[:1000],
        value=message.value and message.value[:_MOST_BYTES],
        headers=headers,
    )
    return replace(bad, message=short)


async def park_reaction(conn: Conn, reaction: str, event: Event, error: Exception) -> None:
    """Park a reaction with the journal's event that it failed on. The caller commits."""
    await conn.execute(
        "insert into log.parked (kind, topic, digest, stream, cause, detail)"
        " values ('reaction', %s, %s, %s, %s, %s)"
        " on conflict (kind, topic, digest) do update set settled_at = null, detail = excluded.detail",
        (reaction, event.id.bytes, event.stream, type(error).__name__, cause(error)),
    )


async def list_parked(conn: Conn, *, settled: bool = False, limit: int = 200) -> list[Parked]:
    """The latest parked, newest first; with ``settled`` also those that were dealt with."""
    async with conn.cursor(row_factory=class_row(Parked)) as cursor:
        await cursor.execute(
            "select number, kind, topic, partition, log_offset, stream, cause, detail, parked_at,"
            " settled_at from log.parked where settled_at is null or %s order by number desc limit %s",
            (settled, limit),
        )
        return await cursor.fetchall()


async def unsettled_numbers(conn: Conn) -> list[int]:
    """The numbers of our own messages that are parked and not settled, the oldest first."""
    rows = await conn.execute(
        "select number from log.parked where kind = 'message' and cause <> 'strange' and settled_at is null"
        " order by number"
    )
    return [int(str(row[0])) async for row in rows]


async def unsettled_messages(conn: Conn, numbers: Sequence[int] | None = None) -> dict[int, Message]:
    """The unsettled parked messages as they were delivered; all, or those of ``numbers``."""
    cursor = await conn.execute(
        _MESSAGES + " and settled_at is null and (%(n)s::bigint[] is null or number = any(%(n)s))"
        " order by number",
        {"n": None if numbers is None else list(numbers)},
    )
    return {int(str(row[0])): _message(row) async for row in cursor}


async def messages_in_topics(conn: Conn, topics: Sequence[str]) -> list[Message]:
    """Every message of ours in these topics that was ever parked, as it was delivered, settled or not."""
    own = " and cause <> 'strange' and topic = any(%s) order by number"
    cursor = await conn.execute(_MESSAGES + own, (list(topics),))
    return [_message(row) async for row in cursor]


_MESSAGES: LiteralString = (
    "select number, topic, partition, log_offset, key, value, headers from log.parked where kind = 'message'"
)


def _message(row: Row) -> Message:
    _, topic, partition, offset, key, value, headers = row
    return Message(
        str(topic),
        int(str(partition)),
        int(str(offset)),
        _blob(key),
        _blob(value),
        msgspec.json.decode(_required(headers), type=tuple[tuple[str, bytes | None], ...]),
    )


async def settle(conn: Conn, numbers: Sequence[int]) -> None:
    """Mark as dealt with; the rows stay. The caller commits."""
    await conn.execute("update log.parked set settled_at = now() where number = any(%s)", (list(numbers),))


def _blob(value: object) -> bytes | None:
    return None if value is None else _required(value)


def _required(value: object) -> bytes:
    if not isinstance(value, bytes):
        raise TypeError(f"expected bytes, found {type(value).__name__}")
    return value
