"""Ingest's plain tables: where each source's reading stands, and raw records that were refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from psycopg.rows import dict_row

from zhouqi.events.connection import Conn
from zhouqi.ingest.collection import Tally
from zhouqi.ingest.delivery import Delivered
from zhouqi.ingest.kinds import Kind


@dataclass(frozen=True, slots=True)
class Reading:
    """Where the reading of a kind stands. Times are business time.

    ``run`` is the number of the run that is open, ``tally`` what it has read so far. ``collected_at`` is
    when a run last began, ``complete_to`` the time up to which the source vouched when one last ended.
    """

    cursor: str | None = None
    run: int = 1
    tally: Tally = field(default_factory=Tally)
    collected_at: datetime | None = None
    complete_to: datetime | None = None


_COLUMNS = "source, kind, cursor, collected_at, complete_to, run, read, accepted, unchanged, rejected"


async def readings(conn: Conn) -> Mapping[tuple[str, str], Reading]:
    """(source, kind) -> where its reading stands, for all that were ever begun."""
    async with conn.cursor(row_factory=dict_row) as rows:
        await rows.execute(f"select {_COLUMNS} from app.source_cursor")  # noqa: S608 - names from code
        return {(str(row.pop("source")), str(row.pop("kind"))): _reading(row) async for row in rows}


async def reading(conn: Conn, source: str, kind: str) -> Reading:
    """Where the reading of a kind stands; at its beginning before its first collection."""
    return (await readings(conn)).get((source, kind), Reading())


async def keep_reading(conn: Conn, source: str, kind: str, now: Reading) -> None:
    """Remember where a kind's reading stands. The caller commits."""
    await conn.execute(
        f"insert into app.source_cursor ({_COLUMNS})"  # noqa: S608 - names from code
        " values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
        " on conflict (source, kind) do update set cursor = excluded.cursor,"
        " collected_at = excluded.collected_at, complete_to = excluded.complete_to, run = excluded.run,"
        " read = excluded.read, accepted = excluded.accepted, unchanged = excluded.unchanged,"
        " rejected = excluded.rejected",
        (
            *(source, kind, now.cursor, now.collected_at, now.complete_to, now.run),
            *(now.tally.read, now.tally.accepted, now.tally.unchanged, now.tally.rejected),
        ),
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


def _reading(row: dict[str, object]) -> Reading:
    counts = {name: int(str(row.pop(name))) for name in ("read", "accepted", "unchanged", "rejected")}
    collected_at, complete_to = row["collected_at"], row["complete_to"]
    return Reading(
        cursor=None if row["cursor"] is None else str(row["cursor"]),
        run=int(str(row["run"])),
        tally=Tally(**counts),
        collected_at=collected_at if isinstance(collected_at, datetime) else None,
        complete_to=complete_to if isinstance(complete_to, datetime) else None,
    )
