"""What issues 问题 publishes: the closed loop of what enterprises and agents raise. Streams ``issue/<id>``.

Texts are those of offices and organisations; names and contact data of persons are refused when they are
entered.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import AwareDatetime, Field

from zhouqi.events.contracts.fact import Code, Day, Document, Fact, Reason

Title = Annotated[str, Field(min_length=1, max_length=100)]
Words = Annotated[str, Field(min_length=1, max_length=2000)]
Stars = Annotated[int, Field(ge=1, le=5)]
"""Five levels of GB/T 39735-2020: 5 very satisfied, 3 basically satisfied, 1 very dissatisfied."""


class Category(StrEnum):
    """What an issue is about 问题类别."""

    LAND = "land"
    PERMITS = "permits"
    CONSTRUCTION = "construction"
    UTILITIES = "utilities"
    FINANCE = "finance"
    LABOUR = "labour"
    POLICY = "policy"
    OTHER = "other"


class IssueRaised(Fact):
    """An enterprise or an agent raised an issue, about a project or none in particular.

    ``township`` and ``enterprise`` (code 统一社会信用代码) say where it lies; ``by_agent``: an agent or a
    township raised it, not the enterprise itself.
    """

    issue_id: UUID
    project_id: UUID | None = None
    township: Code | None = None
    enterprise: Code | None = None
    by_agent: bool
    category: Category
    title: Title
    description: Words


class IssueEnteredLate(Fact):
    """The facts that follow it from the same entry were entered later than they happened 补录.

    ``account`` entered them, ``reason`` says why only now, and ``document`` is the number of what proves
    it. The event's actor is the account whose act it was: another one where ``takeover`` says that the
    county's history from before this system was taken over 历史移交.
    """

    issue_id: UUID
    account: Code
    occurred_at: AwareDatetime
    entered_at: AwareDatetime
    reason: Reason
    document: Document
    takeover: bool


class IssueAccepted(Fact):
    """The dispatcher takes it up 受理."""

    issue_id: UUID


class IssueDeclined(Fact):
    """The dispatcher does not take it up 不予受理, and says why."""

    issue_id: UUID
    reason: Words


class IssueAssigned(Fact):
    """The dispatcher hands it to a department 交办, which signs by ``sign_by`` and answers by ``answer_by``.

    ``provisional``: the days rest on a calendar whose exceptions are not known yet.
    """

    issue_id: UUID
    department: Code
    sign_by: Day
    answer_by: Day
    provisional: bool
    rules: Code


class IssueReturned(Fact):
    """The department gives it back to the dispatcher 退单, and says why."""

    issue_id: UUID
    reason: Words


class IssueSigned(Fact):
    """The department takes it on 签收."""

    issue_id: UUID


class IssueAnswered(Fact):
    """The department answers 答复. Unrated by the end of ``rate_by``, the issue closes.

    ``provisional``: that day rests on a calendar whose exceptions are not known yet. Version 1 said neither
    this nor which ``rules`` gave the day.
    """

    schema_version: ClassVar[int] = 2

    issue_id: UUID
    answer: Words
    rate_by: Day
    provisional: bool | None = None
    rules: Code | None = None


class IssueRated(Fact):
    """Who raised it rates the answer."""

    issue_id: UUID
    stars: Stars
    remark: Words | None = None


class IssueReopened(Fact):
    """The rating was bad: the department handles it once more 重办, for the ``times``-th time.

    ``provisional``: its day rests on a calendar whose exceptions are not known yet. Version 1 said neither
    this nor which ``rules`` gave the day.
    """

    schema_version: ClassVar[int] = 2

    issue_id: UUID
    times: Annotated[int, Field(ge=1, le=10)]
    answer_by: Day
    provisional: bool | None = None
    rules: Code | None = None


class ClosedBy(StrEnum):
    """Why an issue is closed 办结依据."""

    RATED = "rated"
    UNRATED = "unrated"
    EXHAUSTED = "exhausted"


class IssueClosed(Fact):
    """The issue is closed 办结: rated well enough, not rated in time, or handled as often as may be."""

    issue_id: UUID
    by: ClosedBy
