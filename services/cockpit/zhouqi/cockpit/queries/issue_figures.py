"""The numbers above the list of issues."""

from __future__ import annotations

from typing import Final

from psycopg import sql
from psycopg.rows import class_row

from zhouqi.cockpit.api.answers.issues import IssueListFigures, Progress
from zhouqi.cockpit.issue_state import IssueState
from zhouqi.cockpit.queries.as_of import AS_OF
from zhouqi.cockpit.queries.counted import counts
from zhouqi.cockpit.queries.issue_filter import ISSUES, has_progress, has_state
from zhouqi.events.connection import Conn
from zhouqi.service.identity import Scope
from zhouqi.service.predicate import ALWAYS
from zhouqi.service.scope import within

_COUNTED: Final = {
    "all": ALWAYS,
    **{progress.value: has_progress(progress) for progress in Progress},
    **{state.value: has_state(state) for state in IssueState},
}
_QUERY: Final = sql.SQL("select {} as as_of, {} from issue_list where {}")


async def issue_figures(conn: Conn, scope: Scope) -> IssueListFigures:
    """The figures of every issue in ``scope``."""
    mine = within(scope, ISSUES)
    async with conn.cursor(row_factory=class_row(IssueListFigures)) as cursor:
        await cursor.execute(_QUERY.format(AS_OF, counts(_COUNTED), mine.sql), dict(mine.values))
        found = await cursor.fetchone()
    assert found is not None
    return found
