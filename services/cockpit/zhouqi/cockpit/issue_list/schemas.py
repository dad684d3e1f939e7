"""The list of issues."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from pydantic import computed_field

from zhouqi.cockpit.issues.schemas import Clock, IssueState, Mark, running_clock
from zhouqi.cockpit.kit.answer import Answer, Page
from zhouqi.events.contracts.issues import Category, ClosedBy


class IssueSort(StrEnum):
    """What a list of issues can be ordered by."""

    RAISED_AT = "raised_at"
    ANSWER_BY = "answer_by"
    UPDATED_AT = "updated_at"


class IssueRow(Answer):
    """One issue, as lists and the export show it.

    ``department`` has it now; ``assigned_at`` is when it was last assigned. ``overdue``: the county's day
    is past the one by which the department should have signed or answered, and it has not.
    ``provisional``: these two days rest on a calendar whose exceptions are not known yet.
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
    marks: list[Mark]
    overdue: bool
    stuck: bool
    updated_at: datetime

    @computed_field  # type: ignore[prop-decorator]  # pydantic's own way to say it
    @property
    def clock(self) -> Clock | None:
        """The clock that runs on it now, as far as the list knows its day."""
        return running_clock(self.state, self.sign_by, self.answer_by)


class IssuePage(Page[IssueRow]):
    """One page of a list. ``first`` is the place of its first row among ``total``, counted from 1."""
