"""What commands on issues carry, and what they and the reads are answered with."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from zhouqi.events.contracts.fact import Code
from zhouqi.events.contracts.issues import Category, Stars
from zhouqi.issues.acts import Act, State
from zhouqi.service.backfill import Entered

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


class RaiseBody(Entered):
    """A new issue. Without a project it is the enterprise's own, which only an enterprise can raise."""

    project_id: UUID | None = None
    category: Category
    title: Title
    description: Words


class ReasonBody(Entered):
    """Why it is declined or returned."""

    reason: Words


class AssignBody(Entered):
    """The department that is to answer."""

    department: Code


class AnswerBody(Entered):
    """The answer, as its enterprise will read it."""

    answer: Words


class RateBody(Entered):
    """Five levels of GB/T 39735-2020: 5 very satisfied, 3 basically satisfied, 1 very dissatisfied."""

    stars: Stars
    remark: Words | None = None


class Accepted(BaseModel):
    """Where the issue's stream stands after the command."""

    model_config = ConfigDict(frozen=True)

    stream: str
    sequence: int


class Raised(Accepted):
    """The new issue."""

    issue_id: UUID


class Acts(BaseModel):
    """What the caller may do with the issue now."""

    model_config = ConfigDict(frozen=True)

    stream: str
    sequence: Annotated[int, Field(description="To send as If-Match, so that a stale form is refused")]
    state: State
    acts: tuple[Act, ...]
