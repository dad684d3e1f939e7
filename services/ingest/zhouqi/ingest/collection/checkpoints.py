"""How far each kind was read from its source, so that a run goes on where the last one stopped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from psycopg.rows import dict_row

from zhouqi.events.log.connection import Conn
from zhouqi.ingest.intake.tally import Tally


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far a kind was read from its source. Times are business time.

    ``memory`` is what the wire has to know beside the cursor.
    ``run`` is the number of the run that is open, ``tally`` what it has read so far. ``collected_at`` is
    when a run last began, ``complete_to`` the time up to which the source vouched when one last ended.
    """

    cursor: str | None = None
    memory: str | None = None
    run: int = 1
    tally: Tally = field(default_factory=Tally)
    collected_at: datetime | None = None
    complete_to: datetime | None = None


_COLUMNS = "source, kind, cursor, memory, collected_at, complete_to, run, read, accepted, unchanged, rejected"


async def checkpoints(conn: Conn) -> Mapping[tuple[str, str], Checkpoint]:
    """(source, kind) -> how far it was read, for all that were ever begun."""
    async with conn.cursor(row_factory=dict_row) as rows:
        await rows.execute(f"select {_COLUMNS} from app.source_cursor")  # noqa: S608 - names from code
        return {(str(row.pop("source")), str(row.pop("kind"))): _reading(row) async for row in rows}


async def checkpoint(conn: Conn, source: str, kind: str) -> Checkpoint:
    """How far a kind was read; nothing before its first collection."""
    return (await checkpoints(conn)).get((source, kind), Checkpoint())


async def save_checkpoint(conn: Conn, source: str, kind: str, now: Checkpoint) -> None:
    """Remember how far a kind was read. The caller commits."""
    await conn.execute(
        f"insert into app.source_cursor ({_COLUMNS})"  # noqa: S608 - names from code
        " values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
        " on conflict (source, kind) do update set cursor = excluded.cursor, memory = excluded.memory,"
        " collected_at = excluded.collected_at, complete_to = excluded.complete_to, run = excluded.run,"
        " read = excluded.read, accepted = excluded.accepted, unchanged = excluded.unchanged,"
        " rejected = excluded.rejected",
        (
            *(source, kind, now.cursor, now.memory, now.collected_at, now.complete_to, now.run),
            *(now.tally.read, now.tally.accepted, now.tally.unchanged, now.tally.rejected),
        ),
    )


def _reading(row: dict[str, object]) -> Checkpoint:
    counts = {name: int(str(row.pop(name))) for name in ("read", "accepted", "unchanged", "rejected")}
    collected_at, complete_to = row["collected_at"], row["complete_to"]
    return Checkpoint(
        cursor=None if row["cursor"] is None else str(row["cursor"]),
        memory=None if row["memory"] is None else str(row["memory"]),
        run=int(str(row["run"])),
        tally=Tally(**counts),
        collected_at=collected_at if isinstance(collected_at, datetime) else None,
        complete_to=complete_to if isinstance(complete_to, datetime) else None,
    )
