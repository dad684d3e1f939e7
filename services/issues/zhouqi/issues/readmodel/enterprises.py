"""The county's enterprises: in which township each lies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from zhouqi.events import JOURNAL, Fact, Projection, Step, Table
from zhouqi.events.contracts.ingest import EnterpriseRegistered
from zhouqi.events.projection import TableRow


class EnterpriseState(msgspec.Struct, frozen=True):
    """An enterprise of the register."""

    code: str | None = None
    township: str | None = None


class Enterprises(Projection[EnterpriseState]):
    """A row for each enterprise."""

    name = "enterprise"
    version = 1
    log = JOURNAL
    category = "register/enterprise"
    state = EnterpriseState
    tables = (Table("enterprise", {"code": "text not null", "township": "text"}, indexes=("code",)),)

    def initial(self, stream: str) -> EnterpriseState:
        """Not registered."""
        return EnterpriseState()

    def evolve(self, state: EnterpriseState, fact: Fact, event: Step) -> EnterpriseState:
        """What the register says after ``fact``."""
        return EnterpriseState(fact.code, fact.township) if isinstance(fact, EnterpriseRegistered) else state

    def rows(self, state: EnterpriseState) -> Mapping[str, Sequence[TableRow]]:
        """The enterprise's row."""
        return {"enterprise": [msgspec.structs.asdict(state)] if state.code else []}
