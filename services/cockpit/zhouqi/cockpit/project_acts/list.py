"""The list of acts on projects that were decided 审批: its filters, orders and columns, and the words for them."""

from __future__ import annotations

from typing import Final

from psycopg import sql

from zhouqi.cockpit.kit.scope import ReaderScope
from zhouqi.cockpit.lists import county
from zhouqi.cockpit.lists.definition import Column, ListDefinition, SortBy
from zhouqi.cockpit.lists.filters import Choices, Flag, Search
from zhouqi.cockpit.project_acts.schemas import ProjectAct, ProjectActSort
from zhouqi.cockpit.project_acts.words import ACTS, GRANTED, MILESTONES
from zhouqi.service.http.language import Text

_ACT: Final = Text("事项", "Act")
_MILESTONE: Final = Text("节点", "Milestone")
_DECISION: Final = Text("审批结果", "Decision")
_FILTERS: Final = (
    Search(description="In names of projects and enterprises, in reasons, documents and remarks"),
    Choices(name="act", label=_ACT, words=ACTS, column="act"),
    Flag(
        name="granted",
        label=_DECISION,
        description="Whether it was granted",
        true="granted",
        words=GRANTED,
    ),
    Choices(name="milestone", label=_MILESTONE, words=MILESTONES, column="milestone"),
    county.IN_TOWNSHIPS,
)
_SORTS: Final = (
    SortBy(ProjectActSort.DECIDED_AT, Text("审批时间", "Decided"), "decided_at"),
    SortBy(ProjectActSort.ASKED_AT, Text("申请时间", "Asked"), "asked_at"),
)
_COLUMNS: Final[tuple[Column[ProjectAct], ...]] = (
    Column("name", Text("项目", "Project"), 44, lambda row: row.name),
    county.TOWNSHIP,
    Column("act", _ACT, 16, lambda row: ACTS[row.act]),
    Column(
        "milestone",
        _MILESTONE,
        14,
        lambda row: None if row.milestone is None else MILESTONES[row.milestone],
    ),
    Column("granted", _DECISION, 12, lambda row: GRANTED[row.granted]),
    Column("day", Text("日期", "Day"), 12, lambda row: row.day),
    Column("due", Text("延至", "Extended to"), 12, lambda row: row.due),
    Column("approved_on", Text("原审批日", "Approved on"), 12, lambda row: row.approved_on),
    Column("reason", Text("理由", "Reason"), 44, lambda row: row.reason),
    Column("document", Text("文号", "Document"), 26, lambda row: row.document),
    Column("asked_by", Text("申请人", "Asked by"), 26, lambda row: row.asked_by_name or row.asked_by),
    Column("asked_at", Text("申请时间", "Asked"), 17, lambda row: row.asked_at),
    Column("decided_by", Text("审批人", "Decided by"), 26, lambda row: row.decided_by_name or row.decided_by),
    Column("decided_at", Text("审批时间", "Decided"), 17, lambda row: row.decided_at),
    Column("remark", Text("审批意见", "Remark"), 44, lambda row: row.remark),
)
ACTS_OF_PROJECTS: Final = sql.SQL(
    "project_act as act join project_list as list on 'project/' || list.project_id::text = act.stream"
)
"""The acts on projects that are listed, waiting ones among them."""

PROJECT_ACTS: Final = ListDefinition(
    name="project-acts",
    title=Text("审批", "Approvals"),
    file=Text("审批清单", "approvals"),
    row=ProjectAct,
    source=sql.SQL(
        "(select act.*, act.stream || ' ' || act.request as place, list.project_id as id, list.name,"
        " list.township, list.township_name, list.enterprise_code, concat_ws(chr(31), list.searched,"
        " lower(normalize(concat_ws(chr(31), act.reason, act.document, act.remark), NFKC))) as searched"
        " from {} where act.granted is not null)"
    ).format(ACTS_OF_PROJECTS),
    key="place",
    scope=ReaderScope.of_projects,
    filters=_FILTERS,
    sorts=_SORTS,
    default_sort=ProjectActSort.DECIDED_AT,
    sort_description="What to order by",
    columns=_COLUMNS,
    expressions={
        "township_name": county.TOWNSHIP_NAME,
        "asked_by_name": "asker.name",
        "decided_by_name": "decider.name",
    },
    joins=(
        "left join account as asker on asker.account = row.asked_by"
        " left join account as decider on decider.account = row.decided_by"
    ),
)
