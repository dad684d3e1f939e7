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
    "r.stuck or r.project_id::text in (select split_part(s.stream, '/', 2) from ("
    " select stream from log.stuck"
    " union all select stream from project_fold where stuck is not null"
    " union all select stream from warning_fold where stuck is not null"
    " union all select stream from connection_fold where stuck is not null"
    " ) s where split_part(s.stream, '/', 1) in ('project', 'warning', 'connection'))"
    " or r.project_id in ("
    " select g.project_id from log.stuck k join registration g on g.stream = k.stream"
    " union all select d.project_id from source_record d where d.stuck and d.project_id is not null"
    " union all select d.project_id from log.stuck k join source_record d on d.stream = k.stream"
    " where d.project_id is not null)"
)
"""Whether any stream of a project is stuck. Few ever are: all of them are looked up once, not for each project."""

_SELECT = (
    "select r.project_id, greatest(r.updated_at, p.updated_at) as updated_at, r.registered_on,"
    " coalesce(cardinality(c.connected), 0) as connected,"
    " coalesce(cardinality(c.applicable), 0) as applicable,"
    " array_position(array['green', 'unknown', 'yellow', 'red'], coalesce(w.light, 'unknown'))"
    " as light_rank, r.withdrawn, [stuck] as stuck, coalesce(c.full_view, false) as full_view,"
    " r.township, coalesce(p.stage, 'registered') as stage, coalesce(w.light, 'unknown') as light,"
    " case when cardinality(w.stalls) > 0 then 'open'"
    " when cardinality(w.stalls_found) > 0 then 'cleared' end as stalled,"
    " case when r.planned_completion < r.planned_start then null else r.planned_start end"
    " as planned_start,"
    " case when r.planned_completion < r.planned_start then null else r.planned_completion end"
    " as planned_completion,"
    " w.light_due, p.terminated_on, r.investment, r.land_area, r.enterprise_code, p.department, p.agent,"
    " coalesce(w.stalls, array[]::text[]) as stalls,"
    " coalesce(w.stalls_found, array[]::text[]) as stalls_found,"
    " lower(concat_ws(chr(31), r.name, r.code, r.enterprise_name, r.enterprise_code)) as searched,"
    " r.name, r.code, r.enterprise_name, t.name as township_name, r.industry, r.nature, w.light_stall"
    " from registration r"
    " left join project p on p.stream = 'project/' || r.project_id"
    " left join warning w on w.stream = 'warning/' || r.project_id"
    " left join connection c on c.stream = 'connection/' || r.project_id"
    " left join township t on t.code = r.township where {keys}"
)

PROJECT_LIST = Summary(
    name="project_list",
    version=4,
    columns={
        "project_id": "uuid not null",
        "updated_at": "timestamptz not null",
        "registered_on": "date not null",
        "connected": "integer not null",
        "applicable": "integer not null",
        "light_rank": "smallint not null",
        "withdrawn": "boolean not null",
        "stuck": "boolean not null",
        "full_view": "boolean not null",
        "township": "text not null",
        "stage": "text not null",
        "light": "text not null",
        "stalled": "text",
        "planned_start": "date",
        "planned_completion": "date",
        "light_due": "date",
        "terminated_on": "date",
        "investment": "numeric",
        "land_area": "numeric",
        "enterprise_code": "text not null",
        "department": "text",
        "agent": "text",
        "stalls": "text[] not null",
        "stalls_found": "text[] not null",
        "searched": "text not null",
        "name": "text not null",
        "code": "text not null",
        "enterprise_name": "text",
        "township_name": "text",
        "industry": "text",
        "nature": "text",
        "light_stall": "text",
    },
    key="project_id",
    key_expression="r.project_id",
    keys_of=_KEYS,
    select=_SELECT.replace("[stuck]", _STUCK),
    indexes=("township", "enterprise_code"),
    of=("registration", "project", "warning", "connection", "township"),
)
"""The planned days are the source's; where they contradict each other, neither is believed.

``updated_at`` is when the source last entered it or lifecycle last decided on it: at the close of a day many
projects are judged at once, and that would say nothing. ``light_rank`` grows with the danger. ``stalled`` is
``open`` or ``cleared``, null where no stall was found. ``searched`` is what a search looks into, in small
letters.

Lists and figures read the whole table: PostgreSQL takes a row apart from its left as far as a column is
asked for, so what they count, filter and sort by stands first, what has a fixed width and a value before the
rest. Indexes are for what narrows to few rows, on columns that hardly change: an update that touches none of
them writes to none. Orders have none, since the total of a list is counted all the same.
"""
