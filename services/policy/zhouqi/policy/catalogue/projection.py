"""The catalogue as it was published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from zhouqi.events import STORE, Fact, Projection, StreamEvent, Table
from zhouqi.events.contracts.policy import PolicyPublished, PolicyWithdrawn
from zhouqi.events.fold.projection import TableRow


class PolicyState(msgspec.Struct, frozen=True):
    """A policy: every edition as it was published, and how many of them, from the first on, were withdrawn."""

    policy: str | None = None
    editions: tuple[dict[str, object], ...] = ()
    lapsed: int = 0
    sequence: int = 0


class PolicyProjection(Projection[PolicyState]):
    """A row for each policy."""

    name = "policy"
    version = 2
    log = STORE
    category = "policy"
    state = PolicyState
    tables = (
        Table(
            "policy",
            {
                "policy": "text not null",
                "editions": "json not null",
                "lapsed": "integer not null",
                "sequence": "integer not null",
            },
        ),
    )

    def initial(self, stream: str) -> PolicyState:
        """Never published."""
        return PolicyState()

    def evolve(self, state: PolicyState, fact: Fact, event: StreamEvent) -> PolicyState:
        """The policy after ``event``."""
        match fact:
            case PolicyPublished():
                published = fact.model_dump(mode="json", exclude_none=True)
                editions = (*state.editions, published)
                return PolicyState(fact.policy, editions, state.lapsed, event.sequence)
            case PolicyWithdrawn():
                return msgspec.structs.replace(state, lapsed=len(state.editions), sequence=event.sequence)
            case _:
                return state

    def rows(self, state: PolicyState) -> Mapping[str, Sequence[TableRow]]:
        """The policy's row, once it was published."""
        return {"policy": [msgspec.structs.asdict(state)] if state.policy else []}
