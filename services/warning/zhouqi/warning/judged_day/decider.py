"""The close of warning's day: every project is judged as of it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from zhouqi.events import Decider, Fact
from zhouqi.events.contracts.warning import WarningClosed
from zhouqi.warning.judged_day.commands import CloseJudgedDay


class JudgedDayDecider(Decider[bool, CloseJudgedDay]):
    """A day closes once."""

    category = "judged"

    def initial(self) -> bool:
        """Not closed."""
        return False

    def evolve(self, state: bool, fact: Fact) -> bool:
        """Closed by its close."""
        return state or isinstance(fact, WarningClosed)

    def decide(self, command: CloseJudgedDay, state: bool) -> Sequence[Fact]:
        """The close, unless it was."""
        return () if state else (WarningClosed(date=command.date, counted=dict(command.counted)),)
