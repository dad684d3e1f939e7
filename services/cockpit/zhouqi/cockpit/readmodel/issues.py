"""Each issue's way through its loop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from zhouqi.cockpit.issue_state import IssueState
from zhouqi.events import JOURNAL, Fact, Projection, Step, Table
from zhouqi.events.contracts.issues import (
    Category,
    ClosedBy,
    IssueAccepted,
    IssueAnswered,
    IssueAssigned,
    IssueClosed,
    IssueDeclined,
    IssueRaised,
    IssueRated,
    IssueReopened,
    IssueReturned,
    IssueSigned,
)
from zhouqi.events.projection import TableRow


class Issue(msgspec.Struct, frozen=True, kw_only=True):
    """An issue as it stands. ``pushed``: a department was given it at least once, whoever has it now.

    ``provisional``: its days rest on a calendar whose exceptions are not known yet 暂定日历.
    """

    issue_id: UUID | None = None
    project_id: UUID | None = None
    township: str | None = None
    enterprise: str | None = None
    by_agent: bool = False
    category: Category | None = None
    title: str | None = None
    description: str | None = None
    raised_at: datetime | None = None
    state: IssueState = IssueState.RAISED
    department: str | None = None
    pushed: bool = False
    assigned_at: datetime | None = None
    sign_by: date | None = None
    answer_by: date | None = None
    provisional: bool = False
    answer: str | None = None
    answered_at: datetime | None = None
    rate_by: date | None = None
    reason: str | None = None
    stars: int | None = None
    remark: str | None = None
    reopened: int = 0
    closed_at: datetime | None = None
    closed_by: ClosedBy | None = None
    updated_at: datetime | None = None


class Issues(Projection[Issue]):
    """A row an issue, once it is known what was raised."""

    name = "issue"
    version = 3
    log = JOURNAL
    category = "issue"
    state = Issue
    tables = (
        Table(
            "issue",
            {
                "issue_id": "uuid not null",
                "project_id": "uuid",
                "township": "text",
                "enterprise": "text",
                "by_agent": "boolean not null",
                "category": "text not null",
                "title": "text not null",
                "description": "text not null",
                "raised_at": "timestamptz not null",
                "state": "text not null",
                "department": "text",
                "pushed": "boolean not null",
                "assigned_at": "timestamptz",
                "sign_by": "date",
                "answer_by": "date",
                "provisional": "boolean not null",
                "answer": "text",
                "answered_at": "timestamptz",
                "rate_by": "date",
                "reason": "text",
                "stars": "integer",
                "remark": "text",
                "reopened": "integer not null",
                "closed_at": "timestamptz",
                "closed_by": "text",
                "updated_at": "timestamptz not null",
            },
            indexes=("issue_id", "project_id", "township", "enterprise"),
        ),
    )

    def initial(self, stream: str) -> Issue:
        """Not raised."""
        return Issue()

    def evolve(self, state: Issue, fact: Fact, event: Step) -> Issue:
        """The issue after ``fact``."""
        latest = max(event.occurred_at, state.updated_at or event.occurred_at)
        return msgspec.structs.replace(_after(state, fact, event.occurred_at), updated_at=latest)

    def rows(self, state: Issue) -> Mapping[str, Sequence[TableRow]]:
        """The issue's row."""
        return {"issue": [msgspec.structs.asdict(state)] if state.issue_id else []}


def _after(state: Issue, fact: Fact, at: datetime) -> Issue:
    with_ = msgspec.structs.replace
    match fact:
        case IssueRaised():
            return with_(
                state,
                issue_id=fact.issue_id,
                project_id=fact.project_id,
                township=fact.township,
                enterprise=fact.enterprise,
                by_agent=fact.by_agent,
                category=fact.category,
                title=fact.title,
                description=fact.description,
                raised_at=at,
                state=IssueState.RAISED,
            )
        case IssueAccepted():
            return with_(state, state=IssueState.ACCEPTED)
        case IssueDeclined():
            return with_(state, state=IssueState.DECLINED, reason=fact.reason)
        case IssueRated():
            return with_(state, stars=fact.stars, remark=fact.remark)
        case IssueClosed():
            return with_(state, state=IssueState.CLOSED, closed_at=at, closed_by=fact.by)
        case _:
            return _handled(state, fact, at)


def _handled(state: Issue, fact: Fact, at: datetime) -> Issue:
    """The issue after what a department had to do with it."""
    with_ = msgspec.structs.replace
    match fact:
        case IssueAssigned():
            return with_(
                state,
                state=IssueState.ASSIGNED,
                department=fact.department,
                pushed=True,
                assigned_at=at,
                sign_by=fact.sign_by,
                answer_by=fact.answer_by,
                provisional=fact.provisional,
                reason=None,
            )
        case IssueReturned():
            back = with_(state, state=IssueState.ACCEPTED, department=None, reason=fact.reason)
            return with_(back, sign_by=None, answer_by=None, provisional=False)
        case IssueSigned():
            return with_(state, state=IssueState.SIGNED)
        case IssueAnswered():
            answered = with_(state, state=IssueState.ANSWERED, answered_at=at)
            return with_(answered, answer=fact.answer, rate_by=fact.rate_by)
        case IssueReopened():
            again = with_(
                state, state=IssueState.ASSIGNED, reopened=fact.times, closed_at=None, closed_by=None
            )
            return with_(again, sign_by=None, answer_by=fact.answer_by, rate_by=None)
        case _:
            return state
