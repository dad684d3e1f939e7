"""The county's enterprises, for names beside codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from zhouqi.events import JOURNAL, Fact, Projection, Step, Table
from zhouqi.events.contracts.ingest import EnterpriseRegistered
from zhouqi.events.projection import TableRow


class EnterpriseState(msgspec.Struct, frozen=True):
    """An enterprise as it is registered now."""

    code: str | None = None
    name: str | None = None


class Enterprises(Projection[EnterpriseState]):
    """A row an enterprise."""

    name = "enterprise"
    version = 1
    log = JOURNAL
    category = "register/enterprise"
    state = EnterpriseState
    tables = (Table("enterprise", {"code": "text not null", "name": "text not null"}, indexes=("code",)),)

    def initial(self, stream: str) -> EnterpriseState:
        """Not registered."""
        return EnterpriseState()

    def evolve(self, state: EnterpriseState, fact: Fact, event: Step) -> EnterpriseState:
        """The enterprise after ``fact``."""
        return EnterpriseState(fact.code, fact.name) if isinstance(fact, EnterpriseRegistered) else state

    def rows(self, state: EnterpriseState) -> Mapping[str, Sequence[TableRow]]:
        """Its row, once registered."""
        return {"enterprise": [msgspec.structs.asdict(state)] if state.code else []}
