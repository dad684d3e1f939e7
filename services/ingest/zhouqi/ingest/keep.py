"""Ingest's plain tables: where each source's reading stands, and raw records that were refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from zhouqi.events.connection import Conn
from zhouqi.ingest.delivery import Delivered
from zhouqi.ingest.kinds import Kind


@dataclass(frozen=True, slots=True)
class Reading:
    """Where the reading of a kind stands; ``collected_at`` is business time."""

    cursor: str
    collected_at: datetime


async def reading(conn: Conn, kind: Kind) -> Reading | None:
    """Where the reading of ``kind`` stands; None before its first collection."""
    cursor = await conn.execute(
        "select cursor, collected_at from app.source_cursor where source = %s and kind = %s",
        (kind.source, kind.name),
    )
    row = await cursor.fetchone()
    if row is None or not isinstance(row[1], datetime):
        return None
    return Reading(str(row[0]), row[1])


async def keep_reading(conn: Conn, kind: Kind, cursor: str, collected_at: datetime) -> None:
    """Remember how far ``kind`` was read. The caller commits."""
    await conn.execute(
        "insert into app.source_cursor (source, kind, cursor, collected_at) values (%s, %s, %s, %s)"
        " on conflict (source, kind) do update set cursor = excluded.cursor,"
        " collected_at = excluded.collected_at",
        (kind.source, kind.name, cursor, collected_at),
    )


async def keep_raw(conn: Conn, kind: Kind, refused: Iterable[Delivered], now: datetime) -> None:
    """Keep raw records, each once. The caller commits."""
    rows = [(one.digest, kind.source, kind.name, one.command.stream, one.raw, now) for one in refused]
    if rows:
        await conn.cursor().executemany(
            "insert into app.raw_record (digest, source, kind, stream, content, delivered_at)"
            " values (%s, %s, %s, %s, %s, %s) on conflict (digest) do nothing",
            rows,
        )
