"""Issues, as the cockpit is made of them."""

from __future__ import annotations

from typing import Final

from psycopg import sql

from zhouqi.cockpit.issues.projection import IssueProjection
from zhouqi.cockpit.issues.summary import ISSUE_LIST
from zhouqi.cockpit.kit.scope import ReaderScope
from zhouqi.cockpit.kit.slice import PROJECTS, Slice
from zhouqi.events.contracts.catalogue import PUBLISHED
from zhouqi.service.storage.predicate import Predicate

_ISSUES: Final = IssueProjection()
_CHANGED: Final = sql.SQL("select {id} from issue_list where {mine} and issue_id in ({keys})")


def _changed(reader: ReaderScope, id_: str) -> Predicate:
    mine = reader.of_issues()
    query = _CHANGED.format(id=sql.Identifier(id_), mine=mine.sql, keys=sql.SQL(ISSUE_LIST.keys_of))
    return Predicate(query, mine.values)


ISSUES: Final = Slice(
    name="issues",
    subscribes=PUBLISHED["issues"],
    projections=(_ISSUES,),
    summaries=(ISSUE_LIST,),
    stuck=(_ISSUES,),
    touches={
        "issues": lambda reader: _changed(reader, "issue_id"),
        PROJECTS: lambda reader: _changed(reader, "project_id"),
    },
)
"""A project's page shows its issues."""
