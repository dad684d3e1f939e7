"""The county's registers: townships, enterprises, accounts and the calendar; an entry says what it said last."""

from __future__ import annotations

from collections.abc import Sequence

from zhouqi.events import Decider, Fact
from zhouqi.events.contracts.ingest import AccountRevoked


class RegisterDecider(Decider[Fact | None, Fact]):
    """An entry is entered once, and again when it says something else; a command is the fact itself."""

    category = "register"

    def initial(self) -> Fact | None:
        """Not entered."""
        return None

    def evolve(self, state: Fact | None, fact: Fact) -> Fact | None:
        """What the entry says after ``fact``."""
        return fact

    def decide(self, command: Fact, state: Fact | None) -> Sequence[Fact]:
        """The entry, unless it says so already; what was never granted can't be revoked."""
        if command == state or (state is None and isinstance(command, AccountRevoked)):
            return ()
        return (command,)
