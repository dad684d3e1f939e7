"""The list of issues: its filters, orders and columns, and the words for them."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from psycopg import sql

from zhouqi.cockpit.issue_list.schemas import IssueRow, IssueSort
from zhouqi.cockpit.issue_list.words import CATEGORIES, CLOSED_BY, MARKS, PROGRESSES, STATES
from zhouqi.cockpit.issues.conditions import PROGRESS
from zhouqi.cockpit.kit.scope import ReaderScope
from zhouqi.cockpit.lists import county
from zhouqi.cockpit.lists.definition import Column, ListDefinition, SortBy
from zhouqi.cockpit.lists.filters import Choice, Choices, Reference, Search
from zhouqi.cockpit.lists.words import joined, yes_or_no
from zhouqi.service.http.language import Text

_DEPARTMENT: Final = Text("承办部门", "Department")
_FILTERS: Final = (
    Search(description="In titles, and names of enterprises and projects"),
    Choice(
        name="progress",
        label=Text("进展", "Progress"),
        description="Of those that a department was given",
        conditions=PROGRESS,
        words=PROGRESSES,
    ),
    Choices(name="state", label=Text("状态", "State"), words=STATES, column="state"),
    county.of_departments(_DEPARTMENT),
    Choices(name="category", label=Text("类别", "Category"), words=CATEGORIES, column="category"),
    Choices(
        name="mark",
        label=Text("标记", "Mark"),
        description="With one of these marks",
        words=MARKS,
        column="marks",
        some=True,
    ),
    county.IN_TOWNSHIPS,
    Reference(
        name="project",
        label=Text("项目", "Project"),
        register="projects",
        column="project_id",
        description="About this project",
    ),
)

_SORTS: Final = (
    SortBy(IssueSort.RAISED_AT, Text("提出时间", "Raised"), "raised_at"),
    SortBy(IssueSort.ANSWER_BY, Text("答复期限", "Answer by"), "answer_by"),
    SortBy(IssueSort.UPDATED_AT, county.UPDATED, "updated_at"),
)

_COLUMNS: Final[tuple[Column[IssueRow], ...]] = (
    Column("title", Text("问题", "Issue"), 44, lambda row: row.title),
    Column("category", Text("类别", "Category"), 12, lambda row: CATEGORIES[row.category]),
    Column("state", Text("状态", "State"), 14, lambda row: STATES[row.state]),
    county.ENTERPRISE,
    county.ENTERPRISE_CODE,
    county.TOWNSHIP,
    Column("project", Text("项目", "Project"), 44, lambda row: row.project_name),
    county.department(_DEPARTMENT),
    Column("raised_at", Text("提出时间", "Raised"), 17, lambda row: row.raised_at),
    Column("assigned_at", Text("交办时间", "Assigned"), 17, lambda row: row.assigned_at),
    Column("sign_by", Text("签收期限", "Sign by"), 12, lambda row: row.sign_by),
    Column("answer_by", Text("答复期限", "Answer by"), 12, lambda row: row.answer_by),
    Column("provisional", Text("暂定日历", "Provisional"), 10, lambda row: yes_or_no(row.provisional)),
    Column("overdue", Text("是否逾期", "Overdue"), 10, lambda row: yes_or_no(row.overdue)),
    Column("answered_at", Text("答复时间", "Answered"), 17, lambda row: row.answered_at),
    Column(
        "stars",
        Text("评价（星）", "Stars"),
        10,
        lambda row: None if row.stars is None else Decimal(row.stars),
    ),
    Column("closed_at", Text("办结时间", "Closed"), 17, lambda row: row.closed_at),
    Column(
        "closed_by",
        Text("办结依据", "Closed by"),
        20,
        lambda row: None if row.closed_by is None else CLOSED_BY[row.closed_by],
    ),
    Column("marks", Text("标记", "Marks"), 20, lambda row: joined(MARKS[mark] for mark in row.marks)),
    county.UPDATED_AT,
)

ISSUES: Final = ListDefinition(
    name="issues",
    title=Text("问题", "Issues"),
    file=Text("问题清单", "issues"),
    row=IssueRow,
    source=sql.Identifier("issue_list"),
    key="issue_id",
    scope=ReaderScope.of_issues,
    filters=_FILTERS,
    sorts=_SORTS,
    default_sort=IssueSort.UPDATED_AT,
    sort_description="What to order by",
    columns=_COLUMNS,
    expressions={
        "id": "row.issue_id",
        "township_name": county.TOWNSHIP_NAME,
        "enterprise": "row.enterprise_name",
        "department_name": county.DEPARTMENT_NAME,
        "overdue": (
            "coalesce((row.state = 'assigned' and row.sign_by < %(today)s::date)"
            " or (row.state in ('assigned', 'signed') and row.answer_by < %(today)s::date), false)"
        ),
    },
    joins=county.DEPARTMENT,
)
"""``overdue`` is as of ``today``, the county's day."""
