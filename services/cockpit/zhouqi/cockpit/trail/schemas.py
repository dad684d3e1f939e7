"""The events behind what is shown."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from pydantic import JsonValue

from zhouqi.cockpit.kit.answer import Answer


class Late(StrEnum):
    """How an event came to be entered later than it happened: by the dispatcher, or taken over."""

    ENTERED = "entered"
    TAKEN_OVER = "taken_over"


class TrailEvent(Answer):
    """One event, down to its data as published; ``late`` when it was entered later than it happened."""

    position: int
    stream: str
    sequence: int
    id: UUID
    type: str
    schema_version: int
    occurred_at: datetime
    recorded_at: datetime
    actor: str | None
    source: str
    correlation_id: UUID
    causation_id: UUID | None
    data: JsonValue
    late: Late | None = None


class Trail(Answer):
    """Events, the last to occur first; what occurred at one time stands in the order of its arrival."""

    as_of: datetime | None
    total: int
    items: list[TrailEvent]
    next: str | None
