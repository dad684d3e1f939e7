"""Collections that were begun and have not come to their end: since when, how often, and whether they failed.

A kind's row is there from its first try until one comes to its end, so that a try which hangs, or takes its worker
down with it, is known as well as one that fails.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from psycopg.rows import dict_row

from zhouqi.events.log.connection import Conn


@dataclass(frozen=True, slots=True)
class Attempt:
    """``seconds`` since the first of the tries that are still in vain, by the wall; when one last failed, by
    business time; how many there were, the one that goes on included, and when the last began, by the wall.
    """

    seconds: float
    failed_at: datetime | None = None
    count: int = 0
    last_at: datetime | None = None


async def open_attempts(conn: Conn) -> Mapping[str, Attempt]:
    """Kind -> how long it has been tried in vain."""
    async with conn.cursor(row_factory=dict_row) as rows:
        await rows.execute(
            "select kind, extract(epoch from now() - begun_at)::float8 as seconds, failed_at,"
            " attempts as count, attempted_at as last_at from app.open_try"
        )
        return {str(row.pop("kind")): Attempt(**row) async for row in rows}


async def begin_attempt(conn: Conn, kind: str) -> None:
    """A try begins. The caller commits."""
    await conn.execute(
        "insert into app.open_try as known (kind, attempts) values (%s, 1) on conflict (kind) do update"
        " set attempts = known.attempts + 1, attempted_at = excluded.attempted_at",
        (kind,),
    )


async def fail_attempt(conn: Conn, kind: str, now: datetime) -> None:
    """A try failed, at a business time. The caller commits."""
    await conn.execute("update app.open_try set failed_at = %s where kind = %s", (now, kind))


async def end_attempt(conn: Conn, kind: str) -> None:
    """A try came to its end. The caller commits."""
    await conn.execute("delete from app.open_try where kind = %s", (kind,))
