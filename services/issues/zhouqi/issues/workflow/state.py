"""Where an issue stands, and how each fact moves it on. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from zhouqi.events import Fact
from zhouqi.events.contracts.issues import (
    Category,
    ClosedBy,
    IssueAccepted,
    IssueAnswered,
    IssueAssigned,
    IssueClosed,
    IssueDeclined,
    IssueRaised,
    IssueReopened,
    IssueReturned,
    IssueSigned,
)


class State(StrEnum):
    """Where an issue stands. One that is reopened 重办 is assigned: its department has to sign it again."""

    RAISED = "raised"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    ASSIGNED = "assigned"
    SIGNED = "signed"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Issue:
    """What decides which acts are open. ``reopened`` is how often a bad rating had it done again."""

    state: State | None = None
    category: Category = Category.OTHER
    enterprise: str | None = None
    department: str | None = None
    rate_by: date | None = None
    closed_by: ClosedBy | None = None
    reopened: int = 0
    sign_by: date | None = None


def after(issue: Issue, fact: Fact) -> Issue:  # noqa: PLR0911 - one for each kind of fact
    """``issue`` after ``fact``; other facts change nothing."""
    match fact:
        case IssueRaised():
            return replace(issue, state=State.RAISED, category=fact.category, enterprise=fact.enterprise)
        case IssueAccepted():
            return replace(issue, state=State.ACCEPTED)
        case IssueDeclined():
            return replace(issue, state=State.DECLINED)
        case IssueAssigned():
            return replace(issue, state=State.ASSIGNED, department=fact.department, sign_by=fact.sign_by)
        case IssueReturned():
            return replace(issue, state=State.ACCEPTED, department=None, sign_by=None)
        case IssueSigned():
            return replace(issue, state=State.SIGNED)
        case IssueAnswered():
            return replace(issue, state=State.ANSWERED, rate_by=fact.rate_by)
        case IssueReopened():
            return replace(
                issue, state=State.ASSIGNED, sign_by=None, rate_by=None, closed_by=None, reopened=fact.times
            )
        case IssueClosed():
            return replace(issue, state=State.CLOSED, closed_by=fact.by)
        case _:
            return issue
