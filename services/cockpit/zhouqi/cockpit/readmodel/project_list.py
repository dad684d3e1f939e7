"""What people sort and filter projects by, one row a project over all its streams."""

from __future__ import annotations

from zhouqi.events import Summary

_KEYS = (
    "select g.project_id from registration g where g.stream = any(%(streams)s)"
    " union select substring(s from"
    " '^(?:project|warning|connection)/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$')::uuid"
    " from unnest(%(streams)s::text[]) s"
    " union select g.project_id from registration g join township t on t.code = g.township"
    " where t.stream = any(%(streams)s)"
    " union select d.project_id from source_record d join project_list l on l.project_id = d.project_id"
    " where d.stream = any(%(streams)s)"
    " and (l.stuck or d.stuck or exists (select from log.stuck k where k.stream = d.stream))"
)
"""A project's own streams name it. Its records change nothing of its row but whether something is stuck."""

_STUCK = (
    "r.stuck or exists (select from log.stuck k where k.stream = r.stream or k.stream in"
    " ('project/' || r.project_id, 'warning/' || r.project_id, 'connection/' || r.project_id))"
    " or exists (select from project_fold f where f.stream = 'project/' || r.project_id"
    " and f.stuck is not null)"
    " or exists (select from warning_fold f where f.stream = 'warning/' || r.project_id"
    " and f.stuck is not null)"
    " or exists (select from connection_fold f where f.stream = 'connection/' || r.project_id"
    " and f.stuck is not null)"
    " or exists (select from source_record d where d.project_id = r.project_id and d.stuck)"
    " or exists (select from log.stuck k join source_record d on d.stream = k.stream"
    " where d.project_id = r.project_id)"
)
_SELECT = (
    "select r.project_id, r.name, r.code, r.enterprise_code, r.enterprise_name, r.township,"
    " t.name as township_name, r.industry, r.nature, r.investment, r.land_area,"
    " case when r.planned_completion < r.planned_start then null else r.planned_start end"
    " as planned_start,"
    " case when r.planned_completion < r.planned_start then null else r.planned_completion end"
    " as planned_completion,"
    " r.registered_on, coalesce(p.stage, 'registered') as stage,"
    " coalesce(w.light, 'unknown') as light,"
    " array_position(array['green', 'unknown', 'yellow', 'red'], coalesce(w.light, 'unknown'))"
    " as light_rank, w.light_stall, w.light_due,"
    " coalesce(w.stalls, array[]::text[]) as stalls,"
    " coalesce(w.stalls_found, array[]::text[]) as stalls_found,"
    " case when cardinality(w.stalls) > 0 then 'open'"
    " when cardinality(w.stalls_found) > 0 then 'cleared' end as stalled,"
    " coalesce(c.full_view, false) as full_view,"
    " coalesce(cardinality(c.connected), 0) as connected,"
    " coalesce(cardinality(c.applicable), 0) as applicable,"
    " p.department, p.agent, p.terminated_on, r.withdrawn,"
    " [stuck] as stuck,"
    " greatest(r.updated_at, p.updated_at) as updated_at"
    " from registration r"
    " left join project p on p.stream = 'project/' || r.project_id"
    " left join warning w on w.stream = 'warning/' || r.project_id"
    " left join connection c on c.stream = 'connection/' || r.project_id"
    " left join township t on t.code = r.township where {keys}"
)

PROJECT_LIST = Summary(
    name="project_list",
    version=2,
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
        "stage": "text not null",
        "light": "text not null",
        "light_rank": "smallint not null",
        "light_stall": "text",
        "light_due": "date",
        "stalls": "text[] not null",
        "stalls_found": "text[] not null",
        "stalled": "text",
        "full_view": "boolean not null",
        "connected": "integer not null",
        "applicable": "integer not null",
        "department": "text",
        "agent": "text",
        "terminated_on": "date",
        "withdrawn": "boolean not null",
        "stuck": "boolean not null",
        "updated_at": "timestamptz not null",
    },
    key="project_id",
    key_expression="r.project_id",
    keys_of=_KEYS,
    select=_SELECT.replace("[stuck]", _STUCK),
    indexes=(
        'name collate "C"',
        "registered_on",
        "updated_at",
        "investment",
        "planned_start",
        "planned_completion",
        "township",
        "enterprise_code",
        "light_rank",
        "light_due",
        "stalled",
        "stage",
    ),
)
"""The planned days are the source's; where they contradict each other, neither is believed.

``updated_at`` is when the source last entered it or lifecycle last decided on it: at the close of a day many
projects are judged at once, and that would say nothing. ``light_rank`` grows with the danger. ``stalled`` is
``open`` or ``cleared``, null where no stall was found.
"""
