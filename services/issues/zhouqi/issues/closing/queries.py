"""Which issues are to be closed because nobody rated their answer in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from psycopg import sql
from psycopg.rows import class_row

from zhouqi.events.log.connection import Conn

_DUE = sql.SQL(
    "select {} from issue i, (select max(date) as closed from closed_day) d"
    " where i.state = 'answered' and i.rate_by <= d.closed"
)


@dataclass(frozen=True, slots=True)
class UnratedIssue:
    """An answered issue that nobody rated in time."""

    issue_id: UUID
    rate_by: date
    reopened: int
    last_at: datetime
    closed: date


async def unrated_issues(conn: Conn, limit: int) -> list[UnratedIssue]:
    """At most ``limit`` issues that are to be closed now, the longest due first."""
    columns = sql.SQL("i.issue_id, i.rate_by, i.reopened, i.last_at, d.closed")
    async with conn.cursor(row_factory=class_row(UnratedIssue)) as cursor:
        await cursor.execute(
            _DUE.format(columns) + sql.SQL(" order by i.rate_by, i.issue_id limit %(limit)s"),
            {"limit": limit},
        )
        return await cursor.fetchall()


async def count_unrated(conn: Conn) -> int:
    """How many issues are to be closed now."""
    row = await (await conn.execute(_DUE.format(sql.SQL("count(*)")))).fetchone()
    return int(str(row[0])) if row else 0
