"""What the caller may enter about a project now, and what waits to be decided."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from zhouqi.events.contracts.lifecycle import Act
from zhouqi.events.contracts.milestone import Milestone
from zhouqi.lifecycle.entries.schemas import ConcernWarning


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


class PendingRequest(_Answer):
    """An act that waits to be decided; ``may_decide``: by the caller."""

    request: UUID
    act: Act
    milestone: Milestone | None
    on: date | None
    due: date | None
    approved_on: date | None
    reason: str | None
    document: str
    account: str
    concerns: list[ConcernWarning]
    may_decide: bool


class RetractableEntry(_Answer):
    """Something entered by hand that the caller may ask to take back."""

    act: Act
    milestone: Milestone | None = None
    approved_on: date | None = None
    on: date | None = None
    due: date | None = None


class PermittedActs(_Answer):
    """What the caller may enter now: milestones to report or extend, whether to terminate, what to take back.

    ``requests`` is all that waits to be decided, in the order in which it was asked for.
    """

    stream: str
    sequence: int
    report: list[Milestone]
    extend: list[Milestone]
    terminate: bool
    take_back: list[RetractableEntry]
    requests: list[PendingRequest]
