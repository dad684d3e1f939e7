"""One issue, found within the reader's scope."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from psycopg import sql
from psycopg.rows import dict_row

from zhouqi.cockpit.api.answers.issues import Issue
from zhouqi.cockpit.queries.as_of import as_of
from zhouqi.cockpit.queries.issue_filter import ISSUES
from zhouqi.cockpit.queries.issue_rows import COLUMNS, NAMES
from zhouqi.cockpit.queries.stuck import stuck_streams
from zhouqi.events.connection import Conn
from zhouqi.service.identity import Scope
from zhouqi.service.scope import within

_ROW: Final = sql.SQL(
    "select {}, issue.description, issue.by_agent, issue.answer, issue.reason, issue.remark,"
    " issue.rate_by, issue.reopened, issue_fold.sequence"
    " from (select * from issue_list where issue_id = %(id)s and {}) as row {}"
    " join issue on issue.issue_id = row.issue_id join issue_fold on issue_fold.stream = issue.stream"
)
_STREAM: Final = sql.SQL("select 'issue/' || %(id)s::text")


async def find_issue(conn: Conn, scope: Scope, issue_id: UUID, today: date) -> Issue | None:
    """The issue; None when there is none in ``scope``."""
    mine = within(scope, ISSUES)
    time = await as_of(conn)
    async with conn.cursor(row_factory=dict_row) as cursor:
        values = {**mine.values, "id": issue_id, "today": today}
        await cursor.execute(_ROW.format(COLUMNS, mine.sql, NAMES), values)
        row = await cursor.fetchone()
    if row is None:
        return None
    stuck = await stuck_streams(conn, _STREAM, {"id": issue_id}) if row["stuck"] else []
    return Issue(**row, as_of=time, today=today, stuck_streams=stuck)
