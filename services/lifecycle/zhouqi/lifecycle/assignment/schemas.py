"""Assignments of projects, and what each is answered with."""

from __future__ import annotations

from typing import Annotated, Final, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from zhouqi.events.contracts.fact import Code
from zhouqi.service.http.validation import field_error
from zhouqi.service.identity.backfill import LateEntryBody

MOST: Final = 200
"""How many projects one request may assign."""


class Assignment(BaseModel):
    """A project's leading department 牵头部门 and its agent 代办员 (an account); absent: none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    project_id: UUID
    department: Code | None = None
    agent: Code | None = None


class Assignments(LateEntryBody):
    """Assignments of different projects."""

    assignments: Annotated[tuple[Assignment, ...], Field(min_length=1, max_length=MOST)]

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        if len({one.project_id for one in self.assignments}) != len(self.assignments):
            raise field_error("named_twice")
        return self


class AssignmentResult(BaseModel):
    """Where a project's stream stands now; ``refused`` is the code of the rule that refused this one."""

    model_config = ConfigDict(frozen=True)

    project_id: UUID
    stream: str
    sequence: int
    refused: str | None = None
