"""One issue, found within the reader's scope."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from psycopg import sql
from psycopg.rows import dict_row

from zhouqi.cockpit.issue.schemas import Issue
from zhouqi.cockpit.issue_list.list import ISSUES
from zhouqi.cockpit.kit import scope
from zhouqi.cockpit.kit.as_of import as_of
from zhouqi.cockpit.stuck.queries import stuck_streams
from zhouqi.events.log.connection import Conn
from zhouqi.service.identity.identity import Scope
from zhouqi.service.identity.scope import within

_ROW: Final = sql.SQL(
    "select {}, issue.description, issue.by_agent, issue.answer, issue.reason, issue.remark,"
    " issue.rate_by, issue.rate_provisional, issue.reopened, issue_fold.sequence"
    " from (select * from issue_list where issue_id = %(id)s and {}) as row {}"
    " join issue on issue.issue_id = row.issue_id join issue_fold on issue_fold.stream = issue.stream"
)
_STREAM: Final = sql.SQL("select 'issue/' || %(id)s::text")


async def find_issue(conn: Conn, seen: Scope, issue_id: UUID, today: date) -> Issue | None:
    """The issue; None when there is none in the scope ``seen``."""
    mine = within(seen, scope.ISSUES)
    query = _ROW.format(ISSUES.selected, mine.sql, sql.SQL(ISSUES.joins))
    time = await as_of(conn)
    async with conn.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(query, {**mine.values, "id": issue_id, "today": today})
        row = await cursor.fetchone()
    if row is None:
        return None
    stuck = await stuck_streams(conn, _STREAM, {"id": issue_id}) if row["stuck"] else []
    return Issue(**row, as_of=time, today=today, stuck_streams=stuck)
