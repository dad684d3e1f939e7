"""The close of lifecycle's day: everything that came before it is worked off. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zhouqi.events import Decider, Fact
from zhouqi.events.contracts.lifecycle import ProgressClosed


@dataclass(frozen=True, slots=True)
class Close:
    """Close the day; ``counted`` is how many events of each type had been written by then."""

    date: date
    counted: Mapping[str, int]


class Progress(Decider[bool, Close]):
    """A day closes once."""

    category = "progress"

    def initial(self) -> bool:
        """Not closed."""
        return False

    def evolve(self, state: bool, fact: Fact) -> bool:
        """Closed by its close."""
        return state or isinstance(fact, ProgressClosed)

    def decide(self, command: Close, state: bool) -> Sequence[Fact]:
        """The close, unless it was."""
        return () if state else (ProgressClosed(date=command.date, counted=dict(command.counted)),)
