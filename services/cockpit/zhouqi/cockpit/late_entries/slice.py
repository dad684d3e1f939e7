"""What was entered late, as the cockpit is made of it."""

from __future__ import annotations

from typing import Final

from psycopg import sql

from zhouqi.cockpit.kit.scope import ReaderScope
from zhouqi.cockpit.kit.slice import Slice
from zhouqi.cockpit.late_entries.projection import IssueLateEntryProjection, ProjectLateEntryProjection
from zhouqi.events.contracts.issues import IssueEnteredLate
from zhouqi.events.contracts.lifecycle import ProjectEnteredLate
from zhouqi.service.storage.predicate import Predicate

_ABOUT: Final = sql.SQL(
    "select list.issue_id from late_issue as late join issue_list as list"
    " on late.stream = 'issue/' || list.issue_id::text where late.stream = any(%(streams)s) and {issues}"
    " union select list.project_id from late_project as late join project_list as list"
    " on late.stream = 'project/' || list.project_id::text where late.stream = any(%(streams)s) and {projects}"
)


def _about(reader: ReaderScope) -> Predicate:
    issues, projects = reader.of_issues("list"), reader.of_projects("list")
    return Predicate(
        _ABOUT.format(issues=issues.sql, projects=projects.sql), {**issues.values, **projects.values}
    )


LATE_ENTRIES: Final = Slice(
    name="late_entries",
    subscribes=(IssueEnteredLate, ProjectEnteredLate),
    projections=(IssueLateEntryProjection(), ProjectLateEntryProjection()),
    touches={"late_entries": _about},
)
"""Its area names the issues and projects that entries are about."""
