"""The county's registers: its townships."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhouqi.events import Decider, Fact
from zhouqi.events.contracts.ingest import TownshipRegistered


@dataclass(frozen=True, slots=True)
class Township:
    """A township 乡镇 by its code (9 digits of the statistical division) and name."""

    code: str
    name: str


class Townships(Decider[Township | None, Township]):
    """A township is registered once, and again when its name changes."""

    category = "register/township"

    def initial(self) -> Township | None:
        """Not registered."""
        return None

    def evolve(self, state: Township | None, fact: Fact) -> Township | None:
        """The township after ``fact``."""
        return Township(fact.code, fact.name) if isinstance(fact, TownshipRegistered) else state

    def decide(self, command: Township, state: Township | None) -> Sequence[Fact]:
        """Its registration, unless the register says so already."""
        return () if command == state else (TownshipRegistered(code=command.code, name=command.name),)
