"""What was put aside: messages the journal did not take, and reactions that failed; nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString

import msgspec
from psycopg.rows import class_row

from zhouqi.events.cause import cause
from zhouqi.events.connection import Conn, Row
from zhouqi.events.delivery import Bad, Delivery
from zhouqi.events.event import Event


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


async def park(conn: Conn, bad: Iterable[Bad]) -> list[Bad]:
    """Park messages; returns those that were not parked before. The caller commits."""
    fresh = []
    for one in bad:
        delivery = one.delivery
        added = await conn.execute(
            "insert into log.parked (kind, topic, partition, log_offset, digest, stream, cause,"
            " detail, key, value, headers) values ('message', %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
            " on conflict (kind, topic, digest) do nothing",
            (
                delivery.topic,
                delivery.partition,
                delivery.offset,
                delivery.digest(),
                one.stream,
                one.cause,
                one.detail[:500],
                delivery.key,
                delivery.value,
                msgspec.json.encode(delivery.headers).decode(),
            ),
        )
        if added.rowcount:
            fresh.append(one)
    return fresh


async def park_reaction(conn: Conn, reaction: str, event: Event, error: Exception) -> None:
    """Park a reaction with the journal's event that it failed on. The caller commits."""
    await conn.execute(
        "insert into log.parked (kind, topic, digest, stream, cause, detail)"
        " values ('reaction', %s, %s, %s, %s, %s)"
        " on conflict (kind, topic, digest) do update set settled_at = null, detail = excluded.detail",
        (reaction, event.id.bytes, event.stream, type(error).__name__, cause(error)),
    )


async def listing(conn: Conn, *, settled: bool = False, limit: int = 200) -> list[Parked]:
    """The latest parked, newest first; with ``settled`` also those that were dealt with."""
    async with conn.cursor(row_factory=class_row(Parked)) as cursor:
        await cursor.execute(
            "select number, kind, topic, partition, log_offset, stream, cause, detail, parked_at,"
            " settled_at from log.parked where settled_at is null or %s order by number desc limit %s",
            (settled, limit),
        )
        return await cursor.fetchall()


async def waiting(conn: Conn) -> list[int]:
    """The numbers of the messages that are parked and not settled, the oldest first."""
    rows = await conn.execute(
        "select number from log.parked where kind = 'message' and settled_at is null order by number"
    )
    return [int(str(row[0])) async for row in rows]


async def deliveries(conn: Conn, numbers: Sequence[int] | None = None) -> dict[int, Delivery]:
    """The unsettled parked messages as they were delivered; all, or those of ``numbers``."""
    cursor = await conn.execute(
        _MESSAGES + " and settled_at is null and (%(n)s::bigint[] is null or number = any(%(n)s))"
        " order by number",
        {"n": None if numbers is None else list(numbers)},
    )
    return {int(str(row[0])): _delivery(row) async for row in cursor}


async def messages(conn: Conn, topics: Sequence[str]) -> list[Delivery]:
    """Every message of these topics that was ever parked, as it was delivered, settled or not."""
    cursor = await conn.execute(_MESSAGES + " and topic = any(%s) order by number", (list(topics),))
    return [_delivery(row) async for row in cursor]


_MESSAGES: LiteralString = (
    "select number, topic, partition, log_offset, key, value, headers from log.parked where kind = 'message'"
)


def _delivery(row: Row) -> Delivery:
    _, topic, partition, offset, key, value, headers = row
    return Delivery(
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
