"""What requests on an issue carry, and what may be done with it now."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from zhouqi.events.contracts.fact import Code
from zhouqi.events.contracts.issues import Stars
from zhouqi.issues.workflow.permitted_acts import Act
from zhouqi.issues.workflow.state import State
from zhouqi.service.identity.backfill import LateEntryBody
from zhouqi.service.text import FreeText


class ReasonBody(LateEntryBody):
    """Why it is declined or returned."""

    reason: FreeText


class AssignBody(LateEntryBody):
    """The department that is to answer."""

    department: Code


class AnswerBody(LateEntryBody):
    """The answer, as its enterprise will read it."""

    answer: FreeText


class RateBody(LateEntryBody):
    """Five levels of GB/T 39735-2020: 5 very satisfied, 3 basically satisfied, 1 very dissatisfied."""

    stars: Stars
    remark: FreeText | None = None


class PermittedActs(BaseModel):
    """What the caller may do with the issue now."""

    model_config = ConfigDict(frozen=True)

    stream: str
    sequence: Annotated[int, Field(description="To send as If-Match, so that a stale form is refused")]
    state: State
    acts: tuple[Act, ...]
