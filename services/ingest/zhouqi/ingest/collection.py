"""A collection's end, and the end of a day's collection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from zhouqi.events import Decider, Fact
from zhouqi.events.contracts.ingest import CollectionCompleted, CollectionFailed, DayClosed


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records of a run were read, and what became of them."""

    read: int = 0
    accepted: int = 0
    unchanged: int = 0
    rejected: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.read + other.read,
            self.accepted + other.accepted,
            self.unchanged + other.unchanged,
            self.rejected + other.rejected,
        )


@dataclass(frozen=True, slots=True)
class Complete:
    """The run came to the end of what the source had."""

    kind: str
    source: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Fail:
    """The run gave up. ``cause`` is a stable code."""

    kind: str
    source: str
    cause: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Close:
    """Everything due on the day was collected; ``counted`` is how much of each type that is by now."""

    day: date
    counted: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Ended:
    """Whether the run, or the day, has ended."""

    yes: bool = field(default=False)


class Collections(Decider[Ended, Complete | Fail | Close]):
    """A run ends once, and a day closes once."""

    category = "collection"

    def initial(self) -> Ended:
        """Not ended."""
        return Ended()

    def evolve(self, state: Ended, fact: Fact) -> Ended:
        """Any fact of the stream ends it."""
        return Ended(yes=True)

    def decide(self, command: Complete | Fail | Close, state: Ended) -> Sequence[Fact]:
        """The end, once."""
        if state.yes:
            return ()
        match command:
            case Close(day=day, counted=counted):
                return (DayClosed(date=day, counted=dict(counted)),)
            case Complete(kind=kind, source=source, tally=tally):
                return (
                    CollectionCompleted(
                        kind=kind,
                        source=source,
                        read=tally.read,
                        accepted=tally.accepted,
                        unchanged=tally.unchanged,
                        rejected=tally.rejected,
                    ),
                )
            case Fail(kind=kind, source=source, cause=cause, tally=tally):
                return (CollectionFailed(kind=kind, source=source, cause=cause, read=tally.read),)
