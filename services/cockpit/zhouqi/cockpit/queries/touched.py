"""Which projects and issues changed between two positions of the journal, as far as the reader may know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from psycopg import sql
from psycopg.rows import scalar_row

from zhouqi.cockpit.api.answers.changes import Changed
from zhouqi.cockpit.queries.issue_filter import ISSUES
from zhouqi.cockpit.queries.project_filter import PROJECTS
from zhouqi.cockpit.readmodel.issue_list import ISSUE_LIST
from zhouqi.cockpit.readmodel.project_list import PROJECT_LIST
from zhouqi.events.connection import Conn
from zhouqi.service.identity import Scope
from zhouqi.service.scope import within

MOST_NAMED: Final = 100
_MOST_STREAMS: Final = 1_000

_STREAMS: Final = sql.SQL(
    "select distinct stream from log.journal where position > %(after)s and position <= %(up_to)s"
    " limit %(limit)s"
)
_PROJECTS: Final = sql.SQL(
    "select project_id from project_list where {} and project_id in ({}"
    " union select project_id from source_record where stream = any(%(streams)s)"
    " union select l.project_id from match m join project_list l on l.enterprise_code = m.enterprise"
    " where m.stream = any(%(streams)s)"
    " union select project_id from issue_list where {} and issue_id in ({}))"
    " limit %(limit)s"
)
_ISSUES: Final = sql.SQL("select issue_id from issue_list where {} and issue_id in ({}) limit %(limit)s")


async def touched(conn: Conn, projects: Scope, issues: Scope, after: int, up_to: int) -> Changed | None:
    """The projects and issues in these scopes that changed; None when there are none.

    A project changed when anything did that its page shows. The close of a day changes how long everything
    is overdue: more than can be named.
    """
    async with conn.cursor(row_factory=scalar_row) as cursor:
        await cursor.execute(_STREAMS, {"after": after, "up_to": up_to, "limit": _MOST_STREAMS + 1})
        streams: list[str] = await cursor.fetchall()
    if len(streams) > _MOST_STREAMS or any(stream.startswith("collection/") for stream in streams):
        return Changed(journal=up_to, projects=None, issues=None)
    of_issues = within(issues, ISSUES)
    of_projects = within(projects, PROJECTS)
    issue_keys, project_keys = sql.SQL(ISSUE_LIST.keys_of), sql.SQL(PROJECT_LIST.keys_of)
    changed = _PROJECTS.format(of_projects.sql, project_keys, of_issues.sql, issue_keys)
    named = Changed(
        journal=up_to,
        projects=await _named(conn, changed, streams, {**of_projects.values, **of_issues.values}),
        issues=await _named(conn, _ISSUES.format(of_issues.sql, issue_keys), streams, of_issues.values),
    )
    return None if named.projects == [] and named.issues == [] else named


async def _named(
    conn: Conn, query: sql.Composed, streams: list[str], values: Mapping[str, object]
) -> list[UUID] | None:
    """What ``query`` selects; None when it is too much to name."""
    async with conn.cursor(row_factory=scalar_row) as cursor:
        await cursor.execute(query, {**values, "streams": streams, "limit": MOST_NAMED + 1})
        found: list[UUID] = await cursor.fetchall()
    return None if len(found) > MOST_NAMED else found
