"""Which policies each enterprise may have, as policy found at the close of a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import msgspec

from zhouqi.events import JOURNAL, Fact, Projection, Step, Table
from zhouqi.events.contracts.policy import Match, PoliciesMatched
from zhouqi.events.projection import TableRow


class MatchState(msgspec.Struct, frozen=True):
    """One policy, its amount in 万元 if every condition is met, and which conditions are."""

    policy: str
    amount: Decimal | None
    met: dict[str, bool]


class MatchesState(msgspec.Struct, frozen=True):
    """The last run over an enterprise."""

    enterprise: str | None = None
    day: date | None = None
    matches: tuple[MatchState, ...] = ()


class Matches(Projection[MatchesState]):
    """A row for each policy that was looked at for an enterprise."""

    name = "match"
    version = 1
    log = JOURNAL
    category = "enterprise"
    state = MatchesState
    tables = (
        Table(
            "match",
            {
                "policy": "text not null",
                "enterprise": "text not null",
                "day": "date not null",
                "amount": "numeric",
                "met": "jsonb not null",
            },
            key=("policy",),
            indexes=("enterprise",),
        ),
    )

    def initial(self, stream: str) -> MatchesState:
        """Never matched."""
        return MatchesState()

    def evolve(self, state: MatchesState, fact: Fact, event: Step) -> MatchesState:
        """The matches after ``fact``."""
        if not isinstance(fact, PoliciesMatched):
            return state
        return MatchesState(fact.enterprise, fact.day, tuple(_matched(one) for one in fact.matches))

    def rows(self, state: MatchesState) -> Mapping[str, Sequence[TableRow]]:
        """A row a policy."""
        return {
            "match": [
                {"enterprise": state.enterprise, "day": state.day, **msgspec.structs.asdict(one)}
                for one in {one.policy: one for one in state.matches}.values()
            ]
        }


def _matched(match: Match) -> MatchState:
    return MatchState(match.policy, match.amount, {one.condition: one.met for one in match.reasons})
