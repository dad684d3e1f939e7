"""Which streams tell of a project."""

from __future__ import annotations

from typing import Final

from psycopg import sql

from zhouqi.cockpit.queries.issue_filter import ISSUES
from zhouqi.service.identity import Scope
from zhouqi.service.predicate import Predicate
from zhouqi.service.scope import within

_OWN: Final = sql.SQL(
    "select unnest(array['project/' || %(id)s::text, 'warning/' || %(id)s::text,"
    " 'connection/' || %(id)s::text])"
    " union select stream from source_record where project_id = %(id)s::uuid"
    " union select stream from registration where project_id = %(id)s::uuid"
)
_ISSUES: Final = sql.SQL(
    " union select 'issue/' || issue_id from issue_list where project_id = %(id)s::uuid and {}"
)


def own_streams() -> sql.Composable:
    """The query of the streams of the project ``%(id)s``: what was decided of it, and its records."""
    return _OWN


def all_streams(issues: Scope) -> Predicate:
    """The same, with those of its issues in the scope ``issues``: a query and its values."""
    mine = within(issues, ISSUES)
    return Predicate(_OWN + _ISSUES.format(mine.sql), mine.values)
