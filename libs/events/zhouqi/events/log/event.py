"""An event as it stands in a log: who said what, when, and at which place of which stream."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec


class StreamEvent(msgspec.Struct, frozen=True, gc=False):
    """What a fold is told of an event: its place in its stream, when it happened, and what it says.

    Who said it, by what cause and under which id changes no state. ``data`` holds the JSON bytes exactly
    as they were written by the origin: what is stored is what is published, journaled and hashed.
    ``sequence`` counts 1, 2, 3… within its stream. Times are aware.
    """

    stream: str
    sequence: int
    type: str
    schema_version: int
    occurred_at: datetime
    data: bytes


class Event(StreamEvent, frozen=True, gc=False):
    """One recorded fact. Never changed once written.

    ``position`` is the place in the log that the event was read from (0 while it has none).
    """

    id: UUID
    recorded_at: datetime
    county: str
    correlation_id: UUID
    causation_id: UUID | None
    actor: str | None
    traceparent: str | None
    position: int = 0


def category(stream: str) -> str:
    """The stream's name without its last part: ``record/project/330…`` is in ``record/project``."""
    head, _, _ = stream.rpartition("/")
    return head
