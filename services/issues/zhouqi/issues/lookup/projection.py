"""The issues themselves, as far as the rules and the readers here ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from zhouqi.events import STORE, Fact, Projection, StreamEvent, Table
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
from zhouqi.events.fold.projection import TableRow
from zhouqi.issues.workflow.state import State


class IssueState(msgspec.Struct, frozen=True):
    """Where an issue lies and stands.

    ``last_at`` is when the last act of people happened; a closing by the clock says only that nothing
    was entered until then, so what is entered late may lie before it.
    """

    issue_id: UUID | None = None
    township: str | None = None
    enterprise: str | None = None
    department: str | None = None
    category: Category = Category.OTHER
    state: State = State.RAISED
    sign_by: date | None = None
    answer_by: date | None = None
    rate_by: date | None = None
    reopened: int = 0
    closed_by: ClosedBy | None = None
    last_at: datetime | None = None
    sequence: int = 0


class IssueProjection(Projection[IssueState]):
    """A row for each issue."""

    name = "issue"
    version = 1
    log = STORE
    category = "issue"
    state = IssueState
    tables = (
        Table(
            "issue",
            {
                "issue_id": "uuid not null",
                "township": "text",
                "enterprise": "text",
                "department": "text",
                "category": "text not null",
                "state": "text not null",
                "sign_by": "date",
                "answer_by": "date",
                "rate_by": "date",
                "reopened": "integer not null",
                "closed_by": "text",
                "last_at": "timestamptz not null",
                "sequence": "integer not null",
            },
            indexes=("issue_id", "state, rate_by"),
        ),
    )

    def initial(self, stream: str) -> IssueState:
        """Not raised."""
        return IssueState()

    def evolve(self, state: IssueState, fact: Fact, event: StreamEvent) -> IssueState:
        """The issue after ``event``."""
        after = msgspec.structs.replace(_after(state, fact), sequence=event.sequence)
        if isinstance(fact, IssueClosed) and fact.by is ClosedBy.UNRATED:
            return after
        last = event.occurred_at if state.last_at is None else max(state.last_at, event.occurred_at)
        return msgspec.structs.replace(after, last_at=last)

    def rows(self, state: IssueState) -> Mapping[str, Sequence[TableRow]]:
        """The issue's row, once it is raised."""
        return {"issue": [msgspec.structs.asdict(state)] if state.issue_id else []}


def _after(state: IssueState, fact: Fact) -> IssueState:  # noqa: PLR0911 - one for each kind of fact
    replace = msgspec.structs.replace
    match fact:
        case IssueRaised():
            return replace(
                state,
                issue_id=fact.issue_id,
                township=fact.township,
                enterprise=fact.enterprise,
                category=fact.category,
            )
        case IssueAccepted():
            return replace(state, state=State.ACCEPTED)
        case IssueDeclined():
            return replace(state, state=State.DECLINED)
        case IssueAssigned():
            return replace(
                state,
                state=State.ASSIGNED,
                department=fact.department,
                sign_by=fact.sign_by,
                answer_by=fact.answer_by,
            )
        case IssueReturned():
            return replace(state, state=State.ACCEPTED, department=None, sign_by=None, answer_by=None)
        case IssueSigned():
            return replace(state, state=State.SIGNED)
        case IssueAnswered():
            return replace(state, state=State.ANSWERED, rate_by=fact.rate_by)
        case IssueReopened():
            return replace(
                state,
                state=State.ASSIGNED,
                sign_by=None,
                rate_by=None,
                closed_by=None,
                reopened=fact.times,
                answer_by=fact.answer_by,
            )
        case IssueClosed():
            return replace(state, state=State.CLOSED, closed_by=fact.by)
        case _:
            return state
