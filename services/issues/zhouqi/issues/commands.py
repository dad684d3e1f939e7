"""What people and the clock want of an issue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, TypeAlias
from uuid import UUID

from zhouqi.events.contracts.issues import Category
from zhouqi.issues.acts import Act, Actor
from zhouqi.issues.calendar import Calendar
from zhouqi.issues.rules import Rules


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


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Who acts and when, and the rules and the calendar of that time."""

    actor: Actor
    at: datetime
    rules: Rules
    calendar: Calendar


@dataclass(frozen=True, slots=True)
class Done:
    """Base of what people do with an issue."""

    act: ClassVar[Act]

    issue_id: UUID
    given: Circumstances


@dataclass(frozen=True, slots=True)
class Accept(Done):
    """受理."""

    act: ClassVar[Act] = Act.ACCEPT


@dataclass(frozen=True, slots=True)
class Decline(Done):
    """不予受理."""

    act: ClassVar[Act] = Act.DECLINE
    reason: str


@dataclass(frozen=True, slots=True)
class Assign(Done):
    """交办. ``departments`` are all that the county has."""

    act: ClassVar[Act] = Act.ASSIGN
    department: str
    departments: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sign(Done):
    """签收."""

    act: ClassVar[Act] = Act.SIGN


@dataclass(frozen=True, slots=True)
class Return(Done):
    """退单."""

    act: ClassVar[Act] = Act.RETURN
    reason: str


@dataclass(frozen=True, slots=True)
class Answer(Done):
    """答复."""

    act: ClassVar[Act] = Act.ANSWER
    answer: str


@dataclass(frozen=True, slots=True)
class Rate(Done):
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
