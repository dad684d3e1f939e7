"""The catalogue as it was published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from zhouqi.events import STORE, Fact, Projection, Step, Table
from zhouqi.events.contracts.policy import PolicyPublished, PolicyWithdrawn
from zhouqi.events.projection import TableRow


class PolicyState(msgspec.Struct, frozen=True):
    """A policy: its whole publication, and what lists order by."""

    policy: str | None = None
    begins: date | None = None
    ends: date | None = None
    published: dict[str, object] = {}
    withdrawn: bool = False
    sequence: int = 0


class PolicyRows(Projection[PolicyState]):
    """A row for each policy."""

    name = "policy"
    version = 1
    log = STORE
    category = "policy"
    state = PolicyState
    tables = (
        Table(
            "policy",
            {
                "policy": "text not null",
                "begins": "date not null",
                "ends": "date",
                "published": "json not null",
                "withdrawn": "boolean not null",
                "sequence": "integer not null",
            },
        ),
    )

    def initial(self, stream: str) -> PolicyState:
        """Never published."""
        return PolicyState()

    def evolve(self, state: PolicyState, fact: Fact, event: Step) -> PolicyState:
        """The policy after ``event``."""
        match fact:
            case PolicyPublished():
                published = fact.model_dump(mode="json", exclude_none=True)
                return PolicyState(fact.policy, fact.begins, fact.ends, published, sequence=event.sequence)
            case PolicyWithdrawn():
                return msgspec.structs.replace(state, withdrawn=True, sequence=event.sequence)
            case _:
                return state

    def rows(self, state: PolicyState) -> Mapping[str, Sequence[TableRow]]:
        """The policy's row, once it was published."""
        return {"policy": [msgspec.structs.asdict(state)] if state.policy else []}
