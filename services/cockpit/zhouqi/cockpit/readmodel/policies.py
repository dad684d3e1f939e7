"""The catalogue of policies, as policy publishes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from zhouqi.events import JOURNAL, Fact, Projection, Step, Table
from zhouqi.events.contracts.policy import PolicyPublished, PolicyWithdrawn
from zhouqi.events.projection import TableRow


class ConditionState(msgspec.Struct, frozen=True):
    """How people say a condition."""

    code: str
    zh: str
    en: str


class PolicyState(msgspec.Struct, frozen=True):
    """A policy's latest version, or the last one before it was withdrawn."""

    policy: str | None = None
    zh: str | None = None
    en: str | None = None
    conditions: tuple[ConditionState, ...] = ()
    withdrawn: bool = False


class Policies(Projection[PolicyState]):
    """A row a policy."""

    name = "policy"
    version = 1
    log = JOURNAL
    category = "policy"
    state = PolicyState
    tables = (
        Table(
            "policy",
            {
                "policy": "text not null",
                "zh": "text not null",
                "en": "text not null",
                "conditions": "jsonb not null",
                "withdrawn": "boolean not null",
            },
            indexes=("policy",),
        ),
    )

    def initial(self, stream: str) -> PolicyState:
        """Not published."""
        return PolicyState()

    def evolve(self, state: PolicyState, fact: Fact, event: Step) -> PolicyState:
        """The policy after ``fact``."""
        match fact:
            case PolicyPublished():
                conditions = tuple(ConditionState(one.code, one.zh, one.en) for one in fact.conditions)
                return PolicyState(fact.policy, fact.zh, fact.en, conditions)
            case PolicyWithdrawn():
                return msgspec.structs.replace(state, withdrawn=True)
            case _:
                return state

    def rows(self, state: PolicyState) -> Mapping[str, Sequence[TableRow]]:
        """Its row, once published."""
        return {"policy": [msgspec.structs.asdict(state)] if state.policy else []}
