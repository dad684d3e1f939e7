"""Issues: their list, its figures, and one of them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from zhouqi.cockpit.api.answers.base import Answer, Page
from zhouqi.cockpit.api.answers.stuck import StuckStream
from zhouqi.cockpit.issue_state import IssueState
from zhouqi.events.contracts.issues import Category, ClosedBy


class Progress(StrEnum):
    """How far issues are that a department was given at least once (``pushed`` 已推送)."""

    PUSHED = "pushed"
    DONE = "done"
    """Closed 办结."""
    IN_PROGRESS = "in_progress"


class IssueSort(StrEnum):
    """What a list of issues can be ordered by."""

    RAISED_AT = "raised_at"
    ANSWER_BY = "answer_by"
    UPDATED_AT = "updated_at"


class IssueRow(Answer):
    """One issue, as lists and the export show it.

    ``department`` has it now; ``assigned_at`` is when it was last assigned. ``overdue``: the county's day
    is past the one by which the department should have signed or answered, and it has not.
    ``provisional``: these days rest on a calendar whose exceptions are not known yet.
    """

    id: UUID
    title: str
    category: Category
    state: IssueState
    township: str | None
    township_name: str | None
    enterprise: str | None
    enterprise_code: str | None
    project_id: UUID | None
    project_name: str | None
    department: str | None
    department_name: str | None
    raised_at: datetime
    assigned_at: datetime | None
    sign_by: date | None
    answer_by: date | None
    provisional: bool
    answered_at: datetime | None
    closed_at: datetime | None
    closed_by: ClosedBy | None
    stars: int | None
    overdue: bool
    stuck: bool
    updated_at: datetime


class IssuePage(Page[IssueRow]):
    """One page of a list. ``first`` is the place of its first row among ``total``, counted from 1."""


class IssueListFigures(Answer):
    """The numbers above the list of issues. Each is the total of the list that its filter selects."""

    as_of: datetime | None
    all: int
    pushed: int
    in_progress: int
    done: int
    raised: int
    accepted: int
    assigned: int
    signed: int
    answered: int
    closed: int
    declined: int


class Issue(IssueRow):
    """One issue with all that its page shows, apart from the trail.

    ``answer`` is the last one, ``reason`` why it was last returned or declined, ``remark`` what the last
    rating said. ``reopened`` is how often a bad rating had it done again. ``sequence`` is the last event
    of its stream that arrived.
    """

    as_of: datetime | None
    today: date
    description: str
    by_agent: bool
    answer: str | None
    reason: str | None
    remark: str | None
    rate_by: date | None
    reopened: int
    sequence: int
    stuck_streams: list[StuckStream]
