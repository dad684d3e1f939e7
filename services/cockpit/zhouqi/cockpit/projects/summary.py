"""What people sort and filter projects by, one row a project over all its streams."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from zhouqi.cockpit.kit.columns import SummaryColumn, select, types
from zhouqi.events import Summary
from zhouqi.events.fold.projection import AnyProjection

_KEYS: Final = (
    "select g.project_id from registration g where g.stream = any(%(streams)s)"
    " union select substring(s from"
    " '^(?:[categories])/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$')::uuid"
    " from unnest(%(streams)s::text[]) s"
    " union select g.project_id from registration g join township t on t.code = g.township"
    " where t.stream = any(%(streams)s)"
    " union select d.project_id from source_record d join project_list l on l.project_id = d.project_id"
    " where d.stream = any(%(streams)s)"
    " and (l.stuck or d.stuck or exists (select from log.stuck k where k.stream = d.stream))"
)
"""A project's own streams name it. Its records change nothing of its row but whether something is stuck."""

_STUCK: Final = (
    "r.stuck or r.project_id::text in (select split_part(s.stream, '/', 2) from ("
    " select stream from log.stuck[folds]"
    " ) s where split_part(s.stream, '/', 1) = any('{{[listed]}}'))"
    " or r.project_id in ("
    " select g.project_id from log.stuck k join registration g on g.stream = k.stream"
    " union all select d.project_id from source_record d where d.stuck and d.project_id is not null"
    " union all select d.project_id from log.stuck k join source_record d on d.stream = k.stream"
    " where d.project_id is not null)"
)
"""Whether any stream of a project is stuck. Few ever are: all of them are looked up once, not for each project."""
_STUCK_FOLD: Final = " union all select stream from [fold] where stuck is not null"

_COLUMNS: Final = {
    "project_id": SummaryColumn("uuid not null", "r.project_id"),
    "updated_at": SummaryColumn("timestamptz not null", "greatest(r.updated_at, p.updated_at)"),
    "registered_on": SummaryColumn("date not null", "r.registered_on"),
    "connected": SummaryColumn("integer", "cardinality(c.connected)"),
    "applicable": SummaryColumn("integer", "cardinality(c.applicable)"),
    "light_rank": SummaryColumn(
        "smallint not null",
        "array_position(array['green', 'unknown', 'yellow', 'red'], coalesce(w.light, 'unknown'))",
    ),
    "withdrawn": SummaryColumn("boolean not null", "r.withdrawn"),
    "stuck": SummaryColumn("boolean not null", "[stuck]"),
    "full_view": SummaryColumn("boolean not null", "coalesce(c.full_view, false)"),
    "township": SummaryColumn("text not null", "r.township"),
    "stage": SummaryColumn("text not null", "coalesce(p.stage, 'registered')"),
    "light": SummaryColumn("text not null", "coalesce(w.light, 'unknown')"),
    "stalled": SummaryColumn(
        "text",
        "case when cardinality(w.stalls) > 0 then 'open' when cardinality(w.stalls_found) > 0 then 'cleared' end",
    ),
    "planned_start": SummaryColumn(
        "date", "case when r.planned_completion < r.planned_start then null else r.planned_start end"
    ),
    "planned_completion": SummaryColumn(
        "date", "case when r.planned_completion < r.planned_start then null else r.planned_completion end"
    ),
    "light_due": SummaryColumn("date", "w.light_due"),
    "terminated_on": SummaryColumn("date", "p.terminated_on"),
    "investment": SummaryColumn("numeric", "r.investment"),
    "land_area": SummaryColumn("numeric", "r.land_area"),
    "enterprise_code": SummaryColumn("text not null", "r.enterprise_code"),
    "department": SummaryColumn("text", "p.department"),
    "agent": SummaryColumn("text", "p.agent"),
    "stalls": SummaryColumn("text[] not null", "coalesce(w.stalls, array[]::text[])"),
    "stalls_found": SummaryColumn("text[] not null", "coalesce(w.stalls_found, array[]::text[])"),
    "searched": SummaryColumn(
        "text not null",
        "lower(normalize(concat_ws(chr(31), r.name, r.code, r.enterprise_name, r.enterprise_code), NFKC))",
    ),
    "name_form": SummaryColumn("text not null", "left(lower(normalize(r.name, NFKC)), 100)"),
    "enterprise_form": SummaryColumn("text", "left(lower(normalize(r.enterprise_name, NFKC)), 100)"),
    "name": SummaryColumn("text not null", "r.name"),
    "code": SummaryColumn("text not null", "r.code"),
    "enterprise_name": SummaryColumn("text", "r.enterprise_name"),
    "township_name": SummaryColumn("text", "t.name"),
    "industry": SummaryColumn("text", "r.industry"),
    "nature": SummaryColumn("text", "r.nature"),
    "light_stall": SummaryColumn("text", "w.light_stall"),
}
"""Lists and figures read the whole table: PostgreSQL takes a row apart from its left as far as a column is
asked for, so what they count, filter and sort by stands first, what has a fixed width and a value before the
rest.
"""
_FROM: Final = (
    "from registration r"
    " left join project p on p.stream = 'project/' || r.project_id"
    " left join warning w on w.stream = 'warning/' || r.project_id"
    " left join connection c on c.stream = 'connection/' || r.project_id"
    " left join township t on t.code = r.township where {keys}"
)


def project_list(of_project: Sequence[AnyProjection]) -> Summary:
    """The summary; ``of_project`` are the projections of streams that are called after a project's id.

    The planned days are the source's; where they contradict each other, neither is believed. ``updated_at`` is
    when the source last entered it or lifecycle last decided on it: at the close of a day many projects are
    judged at once, and that would say nothing. ``light_rank`` grows with the danger. ``stalled`` is ``open`` or
    ``cleared``, null where no stall was found. ``searched`` is what a search looks into, and ``name_form`` and
    ``enterprise_form`` what is ordered by, in small letters and NFKC: full-width letters are like others. A
    cursor holds what is ordered by, so these are the first 100 letters.

    Indexes are for what narrows to few rows, on columns that hardly change: an update that touches none of
    them writes to none. Orders have none, since the total of a list is counted all the same.
    """
    categories = [one.category for one in of_project]
    folds = "".join(_STUCK_FOLD.replace("[fold]", one.fold_view) for one in of_project)
    stuck = _STUCK.replace("[folds]", folds).replace("[listed]", ",".join(categories))
    return Summary(
        name="project_list",
        version=7,
        columns=types(_COLUMNS),
        key="project_id",
        key_expression="r.project_id",
        keys_of=_KEYS.replace("[categories]", "|".join(categories)),
        select=select(_COLUMNS, _FROM).replace("[stuck]", stuck),
        indexes=("township", "enterprise_code"),
        of=("registration", "project", "warning", "connection", "township"),
    )
