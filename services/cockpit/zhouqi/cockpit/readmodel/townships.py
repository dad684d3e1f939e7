"""The county's townships, for names beside codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from zhouqi.events import JOURNAL, Fact, Projection, Step, Table
from zhouqi.events.contracts.ingest import TownshipRegistered
from zhouqi.events.projection import TableRow


class TownshipState(msgspec.Struct, frozen=True):
    """A township as it is registered now."""

    code: str | None = None
    name: str | None = None


class Townships(Projection[TownshipState]):
    """A row a township."""

    name = "township"
    version = 1
    log = JOURNAL
    category = "register/township"
    state = TownshipState
    tables = (Table("township", {"code": "text not null", "name": "text not null"}, indexes=("code",)),)

    def initial(self, stream: str) -> TownshipState:
        """Not registered."""
        return TownshipState()

    def evolve(self, state: TownshipState, fact: Fact, event: Step) -> TownshipState:
        """The township after ``fact``."""
        return TownshipState(fact.code, fact.name) if isinstance(fact, TownshipRegistered) else state

    def rows(self, state: TownshipState) -> Mapping[str, Sequence[TableRow]]:
        """Its row, once registered."""
        return {"township": [msgspec.structs.asdict(state)] if state.code else []}
