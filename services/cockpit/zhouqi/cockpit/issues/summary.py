"""What people sort and filter issues by, one row an issue, with the names of what it speaks of."""

from __future__ import annotations

from typing import Final

from zhouqi.cockpit.kit.columns import SummaryColumn, select, types
from zhouqi.events import Summary

_COLUMNS: Final = {
    "issue_id": SummaryColumn("uuid not null", "i.issue_id"),
    "title": SummaryColumn("text not null", "i.title"),
    "category": SummaryColumn("text not null", "i.category"),
    "state": SummaryColumn("text not null", "i.state"),
    "pushed": SummaryColumn("boolean not null", "i.pushed"),
    "township": SummaryColumn("text", "i.township"),
    "township_name": SummaryColumn("text", "t.name"),
    "enterprise_code": SummaryColumn("text", "i.enterprise"),
    "enterprise_name": SummaryColumn(
        "text", "coalesce(e.name, case when r.enterprise_code = i.enterprise then r.enterprise_name end)"
    ),
    "project_id": SummaryColumn("uuid", "i.project_id"),
    "project_name": SummaryColumn("text", "r.name"),
    "department": SummaryColumn("text", "i.department"),
    "raised_at": SummaryColumn("timestamptz not null", "i.raised_at"),
    "assigned_at": SummaryColumn("timestamptz", "i.assigned_at"),
    "sign_by": SummaryColumn("date", "i.sign_by"),
    "answer_by": SummaryColumn("date", "i.answer_by"),
    "provisional": SummaryColumn("boolean not null", "i.provisional"),
    "answered_at": SummaryColumn("timestamptz", "i.answered_at"),
    "closed_at": SummaryColumn("timestamptz", "i.closed_at"),
    "closed_by": SummaryColumn("text", "i.closed_by"),
    "stars": SummaryColumn("integer", "i.stars"),
    "marks": SummaryColumn("text[] not null", "i.marks"),
    "searched": SummaryColumn(
        "text not null",
        "lower(normalize(concat_ws(chr(31), i.title, e.name, i.enterprise, r.name,"
        " case when r.enterprise_code = i.enterprise then r.enterprise_name end), NFKC))",
    ),
    "stuck": SummaryColumn(
        "boolean not null", "i.stuck or exists (select from log.stuck k where k.stream = i.stream)"
    ),
    "updated_at": SummaryColumn("timestamptz not null", "i.updated_at"),
}

_FROM: Final = (
    "from issue i left join registration r on r.project_id = i.project_id"
    " left join township t on t.code = i.township"
    " left join registered_enterprise e on e.code = i.enterprise where {keys}"
)

ISSUE_LIST: Final = Summary(
    name="issue_list",
    version=4,
    columns=types(_COLUMNS),
    key="issue_id",
    key_expression="i.issue_id",
    keys_of=(
        "select i.issue_id from issue i where i.stream = any(%(streams)s)"
        " union select i.issue_id from registration g join issue i on i.project_id = g.project_id"
        " where g.stream = any(%(streams)s)"
        " union select i.issue_id from township t join issue i on i.township = t.code"
        " where t.stream = any(%(streams)s)"
        " union select i.issue_id from registered_enterprise e join issue i on i.enterprise = e.code"
        " where e.stream = any(%(streams)s)"
    ),
    select=select(_COLUMNS, _FROM),
    indexes=("enterprise_code", "project_id"),
    of=("issue", "registration", "township", "registered_enterprise"),
)
"""``pushed``: a department was given it at least once. The department's own name is joined when it is read."""
