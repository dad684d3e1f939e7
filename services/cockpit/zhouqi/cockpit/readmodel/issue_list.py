"""What people sort and filter issues by, one row an issue, with the names of what it speaks of."""

from __future__ import annotations

from zhouqi.events import Summary

ISSUE_LIST = Summary(
    name="issue_list",
    version=2,
    columns={
        "issue_id": "uuid not null",
        "title": "text not null",
        "category": "text not null",
        "state": "text not null",
        "pushed": "boolean not null",
        "township": "text",
        "township_name": "text",
        "enterprise_code": "text",
        "enterprise_name": "text",
        "project_id": "uuid",
        "project_name": "text",
        "department": "text",
        "raised_at": "timestamptz not null",
        "assigned_at": "timestamptz",
        "sign_by": "date",
        "answer_by": "date",
        "provisional": "boolean not null",
        "answered_at": "timestamptz",
        "closed_at": "timestamptz",
        "closed_by": "text",
        "stars": "integer",
        "stuck": "boolean not null",
        "updated_at": "timestamptz not null",
    },
    key="issue_id",
    key_expression="i.issue_id",
    keys_of=(
        "select i.issue_id from issue i where i.stream = any(%(streams)s)"
        " union select i.issue_id from registration g join issue i on i.project_id = g.project_id"
        " where g.stream = any(%(streams)s)"
        " union select i.issue_id from township t join issue i on i.township = t.code"
        " where t.stream = any(%(streams)s)"
        " union select i.issue_id from enterprise e join issue i on i.enterprise = e.code"
        " where e.stream = any(%(streams)s)"
    ),
    select=(
        "select i.issue_id, i.title, i.category, i.state, i.pushed, i.township, t.name as township_name,"
        " i.enterprise as enterprise_code,"
        " coalesce(e.name, case when r.enterprise_code = i.enterprise then r.enterprise_name end)"
        " as enterprise_name, i.project_id, r.name as project_name, i.department, i.raised_at,"
        " i.assigned_at, i.sign_by, i.answer_by, i.provisional, i.answered_at, i.closed_at, i.closed_by, i.stars,"
        " i.stuck or exists (select from log.stuck k where k.stream = i.stream) as stuck, i.updated_at"
        " from issue i left join registration r on r.project_id = i.project_id"
        " left join township t on t.code = i.township"
        " left join enterprise e on e.code = i.enterprise where {keys}"
    ),
    indexes=("enterprise_code", "project_id"),
    of=("issue", "registration", "township", "enterprise"),
)
"""``pushed``: a department was given it at least once. The department's own name is joined when it is read."""
