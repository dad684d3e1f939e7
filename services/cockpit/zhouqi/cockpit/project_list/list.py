"""The list of projects: its filters, orders and columns, and the words for them."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from psycopg import sql

from zhouqi.cockpit.kit.scope import ReaderScope
from zhouqi.cockpit.lists import county
from zhouqi.cockpit.lists.definition import Column, ListDefinition, SortBy
from zhouqi.cockpit.lists.filters import Choice, Choices, Codes, Flag, Search
from zhouqi.cockpit.lists.words import joined, yes_or_no
from zhouqi.cockpit.project_list.schemas import ProjectRow, Sort
from zhouqi.cockpit.project_list.words import LIGHTS, STAGES, STALLS
from zhouqi.cockpit.projects.conditions import STALLED, STATUS
from zhouqi.cockpit.projects.schemas import Stalled, Status
from zhouqi.service.http.language import Text

_DEPARTMENT: Final = Text("牵头部门", "Department")
_FILTERS: Final = (
    Search(description="In names and codes of projects and enterprises"),
    Choice(
        name="status",
        label=Text("范围", "Show"),
        preset=Status.REGISTERED,
        conditions=STATUS,
        words={
            Status.REGISTERED: Text("在库", "In stock"),
            Status.UNPLANNED: Text("缺计划", "No plan"),
            Status.STUCK: Text("数据卡住", "Stuck"),
            Status.WITHDRAWN: Text("已撤销", "Withdrawn"),
            Status.ALL: Text("全部", "All"),
        },
    ),
    county.IN_TOWNSHIPS,
    Choices(name="light", label=Text("灯色", "Light"), words=LIGHTS, column="light"),
    Choice(
        name="stalled",
        label=Text("六未情况", "Stalled"),
        description="With a stall, an open one, or all cleared",
        conditions=STALLED,
        words={
            Stalled.FOUND: Text("发现过六未", "Ever stalled"),
            Stalled.OPEN: Text("未销号", "Stalled now"),
            Stalled.CLEARED: Text("已销号", "Cleared"),
        },
    ),
    Choices(
        name="stall",
        label=Text("未销号的六未", "Open stall"),
        description="With one of these stalls open now",
        words=STALLS,
        column="stalls",
        some=True,
    ),
    Choices(
        name="stall_found",
        label=Text("发现过的六未", "Stall ever found"),
        description="With one of these stalls, open or cleared",
        words=STALLS,
        column="stalls_found",
        some=True,
    ),
    Choices(name="stage", label=Text("阶段", "Stage"), words=STAGES, column="stage"),
    Flag(
        name="full_view",
        label=Text("全景可视", "Full view"),
        description="Whether every kind of data that applies is connected",
        true="full_view",
        words={True: Text("全景可视", "In full view"), False: Text("未全景可视", "Not in full view")},
    ),
    county.of_departments(_DEPARTMENT),
    Codes(
        name="agent",
        label=Text("代办员", "Agent"),
        register="agents",
        column="agent",
        description="Accounts of agents; may be given several times",
    ),
    Flag(
        name="assigned",
        label=Text("指派情况", "Assignment"),
        description="Whether a department or an agent is named",
        true="department is not null or agent is not null",
        words={True: Text("已指派", "Assigned"), False: Text("未指派", "Not assigned")},
    ),
)

_SORTS: Final = (
    SortBy(Sort.NAME, Text("项目名称", "Project"), "name_form"),
    SortBy(Sort.ENTERPRISE, Text("企业", "Enterprise"), "enterprise_form"),
    SortBy(Sort.TOWNSHIP, Text("乡镇", "Township"), "township"),
    SortBy(Sort.LIGHT, Text("灯色", "Light"), "light_rank"),
    SortBy(Sort.OVERDUE, Text("逾期天数", "Days overdue"), "light_due", backwards=True),
    SortBy(Sort.INVESTMENT, Text("总投资", "Investment"), "investment"),
    SortBy(Sort.PLANNED_START, Text("拟开工", "Planned start"), "planned_start"),
    SortBy(Sort.PLANNED_COMPLETION, Text("拟建成", "Planned completion"), "planned_completion"),
    SortBy(Sort.REGISTERED_ON, Text("登记日期", "Registered"), "registered_on"),
    SortBy(Sort.UPDATED_AT, county.UPDATED, "updated_at"),
)
"""What is longest overdue was due first."""


def _count(number: int | None) -> Decimal | None:
    """What is not known stays empty."""
    return None if number is None else Decimal(number)


_COLUMNS: Final[tuple[Column[ProjectRow], ...]] = (
    Column("name", Text("项目名称", "Project"), 44, lambda row: row.name),
    Column("code", Text("项目代码", "Project code"), 26, lambda row: row.code),
    county.ENTERPRISE,
    county.ENTERPRISE_CODE,
    county.TOWNSHIP,
    Column("industry", Text("行业", "Industry"), 24, lambda row: row.industry_name or row.industry),
    Column("investment", Text("总投资（万元）", "Investment (CNY 10k)"), 16, lambda row: row.investment),
    Column("land_area", Text("用地面积（亩）", "Land (mu)"), 14, lambda row: row.land_area),
    Column("planned_start", Text("拟开工", "Planned start"), 12, lambda row: row.planned_start),
    Column(
        "planned_completion", Text("拟建成", "Planned completion"), 12, lambda row: row.planned_completion
    ),
    Column("registered_on", Text("登记日期", "Registered"), 12, lambda row: row.registered_on),
    Column("stage", Text("阶段", "Stage"), 12, lambda row: STAGES[row.stage]),
    Column("light", Text("灯色", "Light"), 10, lambda row: LIGHTS[row.light]),
    Column(
        "light_stall",
        Text("亮灯依据", "Light given by"),
        14,
        lambda row: None if row.light_stall is None else STALLS[row.light_stall],
    ),
    Column("overdue", Text("逾期天数", "Days overdue"), 12, lambda row: _count(row.overdue)),
    Column(
        "stalls", Text("未销号六未", "Open stalls"), 24, lambda row: joined(STALLS[one] for one in row.stalls)
    ),
    Column("full_view", Text("全景可视", "Full view"), 10, lambda row: yes_or_no(row.full_view)),
    Column("connected", Text("已接入数据类", "Kinds connected"), 14, lambda row: _count(row.connected)),
    Column("applicable", Text("适用数据类", "Kinds that apply"), 14, lambda row: _count(row.applicable)),
    county.department(_DEPARTMENT),
    Column("agent", Text("代办员", "Agent"), 26, lambda row: row.agent_name),
    Column("terminated_on", Text("终止日期", "Terminated"), 12, lambda row: row.terminated_on),
    county.UPDATED_AT,
)

PROJECTS: Final = ListDefinition(
    name="projects",
    title=Text("项目", "Projects"),
    file=Text("项目库", "projects"),
    row=ProjectRow,
    source=sql.Identifier("project_list"),
    key="project_id",
    scope=ReaderScope.of_projects,
    filters=_FILTERS,
    sorts=_SORTS,
    default_sort=Sort.UPDATED_AT,
    sort_description="What to order by; `desc` puts red lights and the longest overdue first",
    columns=_COLUMNS,
    expressions={
        "id": "row.project_id",
        "enterprise": "row.enterprise_name",
        "township_name": county.TOWNSHIP_NAME,
        "industry_name": "null::text",
        "overdue": "(select max(date) from judged_day) - row.light_due",
        "department_name": county.DEPARTMENT_NAME,
        "agent_name": "coalesce(account.name, row.agent)",
    },
    joins=f"{county.DEPARTMENT} left join account on account.account = row.agent",
)
"""The industry's name is put in by the route, in the reader's language."""
