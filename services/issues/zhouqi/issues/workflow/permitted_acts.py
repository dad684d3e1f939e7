"""Who may do what with an issue, and when. Pure, and the only place that says so.

``permitted_acts`` answers what an account may do; the aggregate refuses by the same ``refusal``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final, assert_never

from zhouqi.events import COUNTY_ZONE, Rejected
from zhouqi.events.contracts.issues import ClosedBy
from zhouqi.issues.workflow.state import Issue, State


class Act(StrEnum):
    """What people do with an issue."""

    ACCEPT = "accept"
    DECLINE = "decline"
    ASSIGN = "assign"
    SIGN = "sign"
    RETURN = "return"
    ANSWER = "answer"
    RATE = "rate"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: as a dispatcher, for departments, for enterprises. Each by the permission for it."""

    dispatches: bool = False
    departments: frozenset[str] = frozenset()
    enterprises: frozenset[str] = frozenset()


_NEEDS: Final[Mapping[Act, State]] = MappingProxyType(
    {
        Act.ACCEPT: State.RAISED,
        Act.DECLINE: State.RAISED,
        Act.ASSIGN: State.ACCEPTED,
        Act.SIGN: State.ASSIGNED,
        Act.RETURN: State.ASSIGNED,
        Act.ANSWER: State.SIGNED,
        Act.RATE: State.ANSWERED,
    }
)
"""The state that each act starts from."""


def permitted_acts(issue: Issue, actor: Actor, at: datetime) -> tuple[Act, ...]:
    """What ``actor`` may do with ``issue`` at that time, in the order of the loop."""
    return tuple(act for act in Act if refusal(issue, act, actor, at) is None)


def refusal(issue: Issue, act: Act, actor: Actor, at: datetime) -> Rejected | None:
    """Why ``actor`` may not do ``act`` at that time; None when it may."""
    if issue.state is None:
        return Rejected("no_issue")
    if not _is_theirs(issue, act, actor):
        return Rejected("not_yours")
    if issue.state is not _NEEDS[act] and not (act is Act.RATE and issue.closed_by is ClosedBy.UNRATED):
        return Rejected(f"issue_{issue.state.value}")
    return _too_late(issue, act, _day(at))


def _too_late(issue: Issue, act: Act, day: date) -> Rejected | None:
    """Why the act is not open on ``day`` any more: an overdue issue is not given back, to have its terms anew."""
    if act is Act.RETURN and issue.reopened:
        return Rejected("issue_reopened")
    if act is Act.RETURN and issue.sign_by is not None and day > issue.sign_by:
        return Rejected("sign_over", sign_by=issue.sign_by.isoformat())
    if act is Act.RATE and issue.rate_by is not None and day > issue.rate_by:
        return Rejected("rating_over", rate_by=issue.rate_by.isoformat())
    return None


def _is_theirs(issue: Issue, act: Act, actor: Actor) -> bool:
    match act:
        case Act.ACCEPT | Act.DECLINE | Act.ASSIGN:
            return actor.dispatches
        case Act.SIGN | Act.RETURN | Act.ANSWER:
            return issue.department in actor.departments
        case Act.RATE:
            return issue.enterprise in actor.enterprises
    assert_never(act)


def _day(at: datetime) -> date:
    return at.astimezone(COUNTY_ZONE).date()
