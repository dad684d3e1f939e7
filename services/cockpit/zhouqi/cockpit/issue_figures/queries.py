"""The numbers above the list of issues."""

from __future__ import annotations

from typing import Final

from psycopg import sql
from psycopg.rows import class_row

from zhouqi.cockpit.issue_figures.schemas import IssueListFigures
from zhouqi.cockpit.issues.conditions import MARK, PROGRESS, STATE
from zhouqi.cockpit.kit.as_of import AS_OF
from zhouqi.cockpit.kit.counters import counts
from zhouqi.cockpit.kit.scope import ISSUES
from zhouqi.events.log.connection import Conn
from zhouqi.service.identity.identity import Scope
from zhouqi.service.identity.scope import within
from zhouqi.service.storage.predicate import ALWAYS

_COUNTED: Final = {
    "all": ALWAYS,
    **{one.value: condition for one, condition in (*PROGRESS.items(), *STATE.items(), *MARK.items())},
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
