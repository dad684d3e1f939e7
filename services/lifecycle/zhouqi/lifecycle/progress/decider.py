"""The close of lifecycle's day: everything that came before it is worked off. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from zhouqi.events import Decider, Fact
from zhouqi.events.contracts.lifecycle import ProgressClosed
from zhouqi.lifecycle.progress.commands import CloseProgress


class ProgressDecider(Decider[bool, CloseProgress]):
    """A day closes once."""

    category = "progress"

    def initial(self) -> bool:
        """Not closed."""
        return False

    def evolve(self, state: bool, fact: Fact) -> bool:
        """Closed by its close."""
        return state or isinstance(fact, ProgressClosed)

    def decide(self, command: CloseProgress, state: bool) -> Sequence[Fact]:
        """The close, unless it was."""
        return () if state else (ProgressClosed(date=command.date, counted=dict(command.counted)),)
