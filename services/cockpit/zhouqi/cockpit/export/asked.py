"""What was asked for, as the second sheet says it: every filter, and the order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeVar

from zhouqi.cockpit.export.words import (
    CATEGORIES,
    ISSUE_SORTS,
    LIGHTS,
    ORDERS,
    PROGRESS,
    SORTS,
    STAGES,
    STALLED,
    STALLS,
    STATES,
    STATUSES,
    joined,
    yes_or_no,
)
from zhouqi.cockpit.export.workbook import Note
from zhouqi.cockpit.queries.called import Called
from zhouqi.cockpit.queries.issue_rows import IssueOrder
from zhouqi.cockpit.queries.project_rows import ProjectOrder
from zhouqi.service.language import Language, Text

T = TypeVar("T")
_ANY: Final = Text("不限", "Any")


def described(asked: ProjectOrder, names: Called, language: Language) -> list[Note]:
    """The filters and the order of a list of projects."""
    chosen = asked.chosen
    lines = [
        (Text("内容", "Content"), STATUSES[chosen.status]),
        (Text("搜索", "Search"), _typed(chosen.q)),
        (Text("乡镇", "Townships"), _named(chosen.townships, names.townships)),
        (Text("阶段", "Stages"), _several(chosen.stages, STAGES)),
        (Text("红黄绿灯", "Lights"), _several(chosen.lights, LIGHTS)),
        (Text("六未", "Stalls"), _ANY if chosen.stalled is None else STALLED[chosen.stalled]),
        (Text("未销号六未", "Open stalls"), _several(chosen.stalls, STALLS)),
        (Text("发现过的六未", "Stalls found"), _several(chosen.stalls_found, STALLS)),
        (Text("全景可视", "Full view"), _said(chosen.full_view)),
        (Text("牵头部门", "Departments"), _named(chosen.departments, names.departments)),
        (Text("代办员", "Agents"), _named(chosen.agents, names.agents)),
        (Text("已指派", "Assigned"), _said(chosen.assigned)),
        (Text("排序", "Order"), _ordered(SORTS[asked.sort], ORDERS[asked.order])),
    ]
    return [Note(heading, text.in_(language)) for heading, text in lines]


def described_issues(asked: IssueOrder, names: Called, language: Language) -> list[Note]:
    """The filters and the order of a list of issues."""
    chosen = asked.chosen
    lines = [
        (Text("搜索", "Search"), _typed(chosen.q)),
        (Text("进度", "Progress"), _ANY if chosen.progress is None else PROGRESS[chosen.progress]),
        (Text("状态", "States"), _several(chosen.states, STATES)),
        (Text("承办部门", "Departments"), _named(chosen.departments, names.departments)),
        (Text("类别", "Categories"), _several(chosen.categories, CATEGORIES)),
        (Text("乡镇", "Townships"), _named(chosen.townships, names.townships)),
        (Text("项目", "Project"), _typed(None if chosen.project is None else str(chosen.project))),
        (Text("排序", "Order"), _ordered(ISSUE_SORTS[asked.sort], ORDERS[asked.order])),
        (Text("逾期按", "Overdue as of"), _typed(asked.today.isoformat())),
    ]
    return [Note(heading, text.in_(language)) for heading, text in lines]


def _typed(text: str | None) -> Text:
    return Text(text, text) if text else _ANY


def _several(chosen: Sequence[T], words: Mapping[T, Text]) -> Text:
    return joined(words[one] for one in chosen) if chosen else _ANY


def _named(codes: Iterable[str], names: Mapping[str, str]) -> Text:
    called = [names.get(code, code) for code in codes]
    return joined(Text(name, name) for name in called) if called else _ANY


def _said(chosen: bool | None) -> Text:
    return _ANY if chosen is None else yes_or_no(chosen)


def _ordered(by: Text, order: Text) -> Text:
    return Text(
        f"{by.in_(Language.ZH)} {order.in_(Language.ZH)}", f"{by.in_(Language.EN)} {order.in_(Language.EN)}"
    )
