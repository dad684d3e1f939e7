"""What people and the clock want of an issue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, TypeAlias
from uuid import UUID

from zhouqi.events.contracts.issues import Category
from zhouqi.issues.issue.rules import Rules
from zhouqi.issues.workflow.permitted_acts import Act, Actor
from zhouqi.service.identity.backfill import LateEntry
from zhouqi.service.rules.working_days import Calendar


@dataclass(frozen=True, slots=True)
class Raise:
    """Someone raises an issue; that it may lie there was seen to already."""

    issue_id: UUID
    project_id: UUID | None
    township: str | None
    enterprise: str
    by_agent: bool
    category: Category
    title: str
    description: str
    late: LateEntry | None = None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Who acts and when (by which terms run), and the rules and the calendar of that time."""

    actor: Actor
    at: datetime
    rules: Rules
    calendar: Calendar
    late: LateEntry | None = None


@dataclass(frozen=True, slots=True)
class ActCommand:
    """Base of what people do with an issue."""

    act: ClassVar[Act]

    issue_id: UUID
    given: Circumstances


@dataclass(frozen=True, slots=True)
class Accept(ActCommand):
    """受理."""

    act: ClassVar[Act] = Act.ACCEPT


@dataclass(frozen=True, slots=True)
class Decline(ActCommand):
    """不予受理."""

    act: ClassVar[Act] = Act.DECLINE
    reason: str


@dataclass(frozen=True, slots=True)
class Assign(ActCommand):
    """交办. ``departments`` are all that the county has."""

    act: ClassVar[Act] = Act.ASSIGN
    department: str
    departments: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sign(ActCommand):
    """签收."""

    act: ClassVar[Act] = Act.SIGN


@dataclass(frozen=True, slots=True)
class Return(ActCommand):
    """退单."""

    act: ClassVar[Act] = Act.RETURN
    reason: str


@dataclass(frozen=True, slots=True)
class Answer(ActCommand):
    """答复."""

    act: ClassVar[Act] = Act.ANSWER
    answer: str


@dataclass(frozen=True, slots=True)
class Rate(ActCommand):
    """评价."""

    act: ClassVar[Act] = Act.RATE
    stars: int
    remark: str | None


@dataclass(frozen=True, slots=True)
class CloseUnrated:
    """Everything up to ``closed`` is known: what was to be rated by then is closed."""

    issue_id: UUID
    closed: date


AnyAct: TypeAlias = Accept | Decline | Assign | Sign | Return | Answer | Rate
IssueCommand: TypeAlias = Raise | AnyAct | CloseUnrated
