"""The enterprises of the county's register, as it has them now; what it does not say is not known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from zhouqi.events import JOURNAL, Fact, Projection, StreamEvent, Table
from zhouqi.events.contracts.ingest import EnterpriseRegistered
from zhouqi.events.fold.projection import TableRow


class RegisteredEnterpriseState(msgspec.Struct, frozen=True):
    """An enterprise of the register."""

    code: str | None = None
    name: str | None = None
    township: str | None = None
    industry: str | None = None
    above_scale: bool | None = None
    honours: tuple[str, ...] | None = None


class RegisteredEnterprises(Projection[RegisteredEnterpriseState]):
    """A row for each enterprise of the register."""

    name = "registered_enterprise"
    version = 1
    log = JOURNAL
    category = "register/enterprise"
    state = RegisteredEnterpriseState
    tables = (
        Table(
            "registered_enterprise",
            {
                "code": "text not null",
                "name": "text not null",
                "township": "text",
                "industry": "text",
                "above_scale": "boolean",
                "honours": "text[]",
            },
            indexes=("code",),
        ),
    )

    def initial(self, stream: str) -> RegisteredEnterpriseState:
        """Not registered."""
        return RegisteredEnterpriseState()

    def evolve(
        self, state: RegisteredEnterpriseState, fact: Fact, event: StreamEvent
    ) -> RegisteredEnterpriseState:
        """What the register says after ``fact``."""
        if not isinstance(fact, EnterpriseRegistered):
            return state
        return RegisteredEnterpriseState(
            fact.code, fact.name, fact.township, fact.industry, fact.above_scale, fact.honours
        )

    def rows(self, state: RegisteredEnterpriseState) -> Mapping[str, Sequence[TableRow]]:
        """The enterprise's row."""
        return {"registered_enterprise": [msgspec.structs.asdict(state)] if state.code else []}
