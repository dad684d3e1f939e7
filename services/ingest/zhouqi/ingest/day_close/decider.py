"""The close of a day: said once, and anew when fewer are late."""

from __future__ import annotations

from collections.abc import Sequence

from zhouqi.events import Decider, Fact
from zhouqi.events.contracts.ingest import DayClosed
from zhouqi.ingest.day_close.commands import CloseDay


class DayCloseDecider(Decider[frozenset[str] | None, CloseDay]):
    """A day closes once; its close is said anew when fewer are late.

    Its state are the kinds that the closed day still waits for, None while it is open.
    """

    category = "collection"

    def initial(self) -> frozenset[str] | None:
        """Open."""
        return None

    def evolve(self, state: frozenset[str] | None, fact: Fact) -> frozenset[str] | None:
        """Closed, without those who were late."""
        return frozenset(fact.late) if isinstance(fact, DayClosed) else state

    def decide(self, command: CloseDay, state: frozenset[str] | None) -> Sequence[Fact]:
        """The close, unless it says no less than what was said."""
        if state is not None and not set(command.late) < state:
            return ()
        return (DayClosed(date=command.day, counted=dict(command.counted), late=command.late),)
