"""Raw records that were refused, as they were delivered: kept, and marked once they are taken after all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from zhouqi.events.log.connection import Conn
from zhouqi.ingest.intake.delivery import Delivery
from zhouqi.ingest.kinds import Kind


async def save_raw_records(conn: Conn, kind: Kind, refused: Iterable[Delivery], now: datetime) -> None:
    """Keep raw records, each once; one that is refused again is open again. The caller commits."""
    rows = [(one.digest, kind.source, kind.name, one.command.stream, one.raw, now) for one in refused]
    if rows:
        await conn.cursor().executemany(
            "insert into app.raw_record (digest, source, kind, stream, content, delivered_at)"
            " values (%s, %s, %s, %s, %s, %s) on conflict (digest) do update set taken_at = null",
            rows,
        )


async def open_refusals(conn: Conn, kind: Kind, codes: Sequence[str]) -> list[bytes]:
    """The raw records of a kind that were refused for nothing but ``codes``, and not taken since; oldest first."""
    rows = await conn.execute(
        "select w.content from rejected_delivery r join app.raw_record w on w.digest = r.delivery"
        " where r.kind = %s and w.taken_at is null and not exists"
        " (select from json_array_elements(r.findings) found where found->>'code' <> all(%s))"
        " order by w.delivered_at, w.digest",
        (kind.name, list(codes)),
    )
    return [row[0] for row in await rows.fetchall() if isinstance(row[0], bytes)]


async def mark_taken(conn: Conn, taken: Iterable[Delivery], now: datetime) -> None:
    """Note that refused deliveries were taken after all. The caller commits."""
    await conn.execute(
        "update app.raw_record set taken_at = %s where digest = any(%s) and taken_at is null",
        (now, [one.digest for one in taken]),
    )
