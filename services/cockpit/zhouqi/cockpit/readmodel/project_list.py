"""What people sort and filter projects by, one row a project over all its streams."""

from __future__ import annotations

from zhouqi.events import Summary

PROJECT_LIST = Summary(
    name="project_list",
    version=1,
    columns={
        "project_id": "uuid not null",
        "name": "text not null",
        "code": "text not null",
        "enterprise_code": "text not null",
        "enterprise_name": "text",
        "township": "text not null",
        "township_name": "text",
        "industry": "text",
        "nature": "text",
        "investment": "numeric",
        "land_area": "numeric",
        "planned_start": "date",
        "planned_completion": "date",
        "registered_on": "date not null",
        "withdrawn": "boolean not null",
        "stuck": "boolean not null",
        "streams": "text[] not null",
        "updated_at": "timestamptz not null",
    },
    key="project_id",
    key_expression="r.project_id",
    keys_of=(
        "select project_id from registration where stream = any(%(streams)s)"
        " union select project_id from project where stream = any(%(streams)s)"
        " union select g.project_id from registration g join township t on t.code = g.township"
        " where t.stream = any(%(streams)s)"
    ),
    select=(
        "select r.project_id, r.name, r.code, r.enterprise_code, r.enterprise_name, r.township,"
        " t.name as township_name, r.industry, r.nature, r.investment, r.land_area,"
        " p.start_due as planned_start, p.completion_due as planned_completion, r.registered_on,"
        " r.withdrawn, r.stuck or coalesce(p.stuck, false) or coalesce(f.stuck is not null, false)"
        " or exists (select from log.stuck k where k.stream in (r.stream, 'project/' || r.project_id))"
        " as stuck, array[r.stream, 'project/' || r.project_id] as streams,"
        " greatest(r.updated_at, p.updated_at) as updated_at"
        " from registration r left join project p on p.project_id = r.project_id"
        " left join project_fold f on f.stream = 'project/' || r.project_id"
        " left join township t on t.code = r.township where {keys}"
    ),
    indexes=(
        'name collate "C"',
        "registered_on",
        "updated_at",
        "investment",
        "planned_start",
        "planned_completion",
        "township",
        "enterprise_code",
    ),
)
"""The planned days are lifecycle's: a plan that contradicts itself is shown as none."""
