"""The list of late entries 补录: its filters, orders and columns, and the words for them."""

from __future__ import annotations

from typing import Final

from psycopg import sql

from zhouqi.cockpit.kit.scope import ReaderScope
from zhouqi.cockpit.late_entries.schemas import LateEntry, LateEntrySort
from zhouqi.cockpit.late_entries.words import ABOUT, ENTERED, TAKEOVER
from zhouqi.cockpit.lists import county
from zhouqi.cockpit.lists.definition import Column, ListDefinition, SortBy
from zhouqi.cockpit.lists.filters import Choices, Flag, Search
from zhouqi.cockpit.lists.words import plain
from zhouqi.service.http.language import Text
from zhouqi.service.storage.predicate import Predicate

_FILTERS: Final = (
    Search(description="In names of projects, issues and enterprises, in reasons and documents"),
    Flag(
        name="takeover",
        label=Text("类别", "Kind"),
        description="Those of the takeover of the county's history",
        true="takeover",
        words=TAKEOVER,
        preset=False,
    ),
    Choices(name="about", label=Text("对象", "About"), words=ABOUT, column="about"),
    county.IN_TOWNSHIPS,
)
_SORTS: Final = (
    SortBy(LateEntrySort.ENTERED_AT, Text("录入时间", "Entered"), "entered_at"),
    SortBy(LateEntrySort.OCCURRED_AT, Text("发生时间", "Happened"), "occurred_at"),
)
_COLUMNS: Final[tuple[Column[LateEntry], ...]] = (
    Column("name", Text("名称", "Name"), 44, lambda row: row.name),
    Column("about", Text("对象", "About"), 10, lambda row: ABOUT[row.about]),
    county.TOWNSHIP,
    Column("what", Text("内容", "What"), 24, lambda row: ENTERED.get(row.what or "", plain(row.what or ""))),
    Column("occurred_at", Text("发生时间", "Happened"), 17, lambda row: row.occurred_at),
    Column("entered_at", Text("录入时间", "Entered"), 17, lambda row: row.entered_at),
    Column("account", Text("录入人", "By"), 26, lambda row: row.account_name or row.account),
    Column("actor", Text("代", "For"), 26, lambda row: row.actor_name or row.actor),
    Column("reason", Text("理由", "Reason"), 44, lambda row: row.reason),
    Column("document", Text("文号", "Document"), 26, lambda row: row.document),
)
_ROW: Final = sql.SQL(
    "late.*, late.stream || '@' || late.sequence as place, list.township, list.township_name, list.enterprise_code,"
    " concat_ws(chr(31), list.searched, lower(normalize(concat_ws(chr(31), late.reason, late.document), NFKC)))"
    " as searched"
)
_SOURCE: Final = sql.SQL(
    "(select {row}, 'issue' as about, list.issue_id as id, list.title as name, list.department"
    " from late_issue as late join issue_list as list on 'issue/' || list.issue_id::text = late.stream"
    " union all select {row}, 'project', list.project_id, list.name, null"
    " from late_project as late join project_list as list on 'project/' || list.project_id::text = late.stream)"
).format(row=_ROW)


def _seen(reader: ReaderScope) -> Predicate:
    """Those about issues and projects that the reader sees."""
    issues, projects = reader.of_issues(), reader.of_projects()
    either = sql.SQL("(about = 'issue' and {} or about = 'project' and {})").format(issues.sql, projects.sql)
    return Predicate(either, {**issues.values, **projects.values})


LATE_ENTRIES: Final = ListDefinition(
    name="late-entries",
    title=Text("补录", "Late entries"),
    file=Text("补录清单", "late-entries"),
    row=LateEntry,
    source=_SOURCE,
    key="place",
    scope=_seen,
    filters=_FILTERS,
    sorts=_SORTS,
    default_sort=LateEntrySort.ENTERED_AT,
    sort_description="What to order by",
    columns=_COLUMNS,
    expressions={
        "township_name": county.TOWNSHIP_NAME,
        "what": "entered.type",
        "account_name": "enterer.name",
        "actor": "entry.actor",
        "actor_name": "actor.name",
    },
    joins=(
        "left join log.journal as entry on entry.stream = row.stream and entry.sequence = row.sequence"
        " left join log.journal as entered on entered.stream = row.stream and entered.sequence = row.sequence + 1"
        " left join account as enterer on enterer.account = row.account"
        " left join account as actor on actor.account = entry.actor"
    ),
)
"""The event that an entry entered is the next of its stream."""
