"""Each issue's way through its loop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from zhouqi.cockpit.issues.schemas import IssueState, Mark
from zhouqi.events import COUNTY_ZONE, JOURNAL, Fact, Projection, StreamEvent, Table
from zhouqi.events.contracts.issues import (
    Category,
    ClosedBy,
    IssueAccepted,
    IssueAnswered,
    IssueAssigned,
    IssueClosed,
    IssueDeclined,
    IssueEnteredLate,
    IssueRaised,
    IssueRated,
    IssueReopened,
    IssueReturned,
    IssueSigned,
)
from zhouqi.events.fold.projection import TableRow


class EntryTimes(msgspec.Struct, frozen=True):
    """A late entry 补录: the facts that happened ``occurred_at`` were entered only then. Clocks run on that."""

    occurred_at: datetime
    entered_at: datetime


class FoldedIssue(msgspec.Struct, frozen=True, kw_only=True):
    """An issue as it stands. ``pushed``: a department was given it at least once, whoever has it now.

    ``provisional``: ``sign_by`` and ``answer_by`` rest on a calendar whose exceptions are not known yet 暂定日历;
    ``rate_provisional``: ``rate_by`` does. ``marks`` stay, whatever follows. ``entry`` is the last late entry that is
    no takeover.
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
    rate_provisional: bool = False
    reason: str | None = None
    stars: int | None = None
    remark: str | None = None
    reopened: int = 0
    closed_at: datetime | None = None
    closed_by: ClosedBy | None = None
    marks: tuple[Mark, ...] = ()
    entry: EntryTimes | None = None
    updated_at: datetime | None = None


class IssueProjection(Projection[FoldedIssue]):
    """A row an issue, once it is known what was raised."""

    name = "issue"
    version = 4
    log = JOURNAL
    category = "issue"
    state = FoldedIssue
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
                "rate_provisional": "boolean not null",
                "reason": "text",
                "stars": "integer",
                "remark": "text",
                "reopened": "integer not null",
                "closed_at": "timestamptz",
                "closed_by": "text",
                "marks": "text[] not null",
                "updated_at": "timestamptz not null",
            },
            indexes=("issue_id", "project_id", "township", "enterprise"),
        ),
    )

    def initial(self, stream: str) -> FoldedIssue:
        """Not raised."""
        return FoldedIssue()

    def evolve(self, state: FoldedIssue, fact: Fact, event: StreamEvent) -> FoldedIssue:
        """The issue after ``fact``."""
        latest = max(event.occurred_at, state.updated_at or event.occurred_at)
        return msgspec.structs.replace(_after(state, fact, event.occurred_at), updated_at=latest)

    def rows(self, state: FoldedIssue) -> Mapping[str, Sequence[TableRow]]:
        """The issue's row."""
        row = {name: value for name, value in msgspec.structs.asdict(state).items() if name != "entry"}
        return {"issue": [row] if state.issue_id else []}


def _after(state: FoldedIssue, fact: Fact, at: datetime) -> FoldedIssue:
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


def _handled(state: FoldedIssue, fact: Fact, at: datetime) -> FoldedIssue:
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
            signed = with_(state, state=IssueState.SIGNED)
            return _marked(signed, Mark.SIGNED_LATE) if _is_late(state, state.sign_by, at) else signed
        case IssueAnswered():
            late = _is_late(state, state.answer_by, at)
            state = _marked(state, Mark.ANSWERED_LATE) if late else state
            answered = with_(state, state=IssueState.ANSWERED, answered_at=at)
            rated = with_(
                answered, rate_by=fact.rate_by, rate_provisional=_rests(fact.provisional, fact.rate_by, at)
            )
            return with_(rated, answer=fact.answer)
        case IssueReopened():
            again = with_(
                state, state=IssueState.ASSIGNED, reopened=fact.times, closed_at=None, closed_by=None
            )
            due = with_(
                again,
                sign_by=None,
                answer_by=fact.answer_by,
                provisional=_rests(fact.provisional, fact.answer_by, at),
            )
            return with_(due, rate_by=None, rate_provisional=False)
        case _:
            return _entered(state, fact)


def _entered(state: FoldedIssue, fact: Fact) -> FoldedIssue:
    """The issue after an entry that says that it came late."""
    if not isinstance(fact, IssueEnteredLate) or fact.takeover:
        return state
    late = msgspec.structs.replace(state, entry=EntryTimes(fact.occurred_at, fact.entered_at))
    return _marked(late, Mark.ENTERED_LATE)


def _marked(state: FoldedIssue, mark: Mark) -> FoldedIssue:
    return msgspec.structs.replace(state, marks=tuple(sorted({*state.marks, mark})))


def _is_late(state: FoldedIssue, by: date | None, at: datetime) -> bool:
    """Whether what happened ``at`` that time came after the day ``by``, by when it was entered."""
    entry = state.entry
    entered = entry.entered_at if entry is not None and entry.occurred_at == at else at
    return by is not None and entered.astimezone(COUNTY_ZONE).date() > by


def _rests(said: bool | None, day: date, at: datetime) -> bool:
    """Whether ``day`` is provisional. Version 1 did not say so: then a day of a later year may be."""
    return day.year > at.astimezone(COUNTY_ZONE).year if said is None else said
