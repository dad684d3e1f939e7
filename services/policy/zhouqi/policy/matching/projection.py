"""What was published of enterprises: their profiles and matches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from zhouqi.events import STORE, Fact, Projection, StreamEvent, Table
from zhouqi.events.contracts.policy import EnterpriseProfiled, PoliciesMatched
from zhouqi.events.fold.projection import TableRow


class EnterpriseState(msgspec.Struct, frozen=True):
    """An enterprise: ``day`` is that of its matches."""

    enterprise: str | None = None
    township: str | None = None
    day: date | None = None
    profile: dict[str, object] = {}
    matches: list[dict[str, object]] = []


class EnterpriseProjection(Projection[EnterpriseState]):
    """A row for each enterprise."""

    name = "enterprise"
    version = 2
    log = STORE
    category = "enterprise"
    state = EnterpriseState
    tables = (
        Table(
            "enterprise",
            {
                "enterprise": "text not null",
                "township": "text",
                "day": "date",
                "profile": "json not null",
                "matches": "json not null",
            },
            indexes=("enterprise",),
        ),
    )

    def initial(self, stream: str) -> EnterpriseState:
        """Nothing published."""
        return EnterpriseState()

    def evolve(self, state: EnterpriseState, fact: Fact, event: StreamEvent) -> EnterpriseState:
        """The enterprise after ``fact``."""
        match fact:
            case EnterpriseProfiled():
                profile = fact.model_dump(mode="json", exclude_none=True)
                return msgspec.structs.replace(
                    state, enterprise=fact.enterprise, township=fact.township, profile=profile
                )
            case PoliciesMatched():
                matches = [one.model_dump(mode="json", exclude_none=True) for one in fact.matches]
                return msgspec.structs.replace(
                    state, enterprise=fact.enterprise, day=fact.day, matches=matches
                )
            case _:
                return state

    def rows(self, state: EnterpriseState) -> Mapping[str, Sequence[TableRow]]:
        """The enterprise's row."""
        return {"enterprise": [msgspec.structs.asdict(state)] if state.enterprise else []}
