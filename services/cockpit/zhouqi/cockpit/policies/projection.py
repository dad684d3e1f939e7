"""The catalogue of policies, and which of them each enterprise may have, as policy found at the close of a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import msgspec

from zhouqi.events import JOURNAL, Fact, Projection, StreamEvent, Table
from zhouqi.events.contracts.policy import (
    Match,
    Missing,
    PoliciesMatched,
    PolicyPublished,
    PolicyWithdrawn,
    Verdict,
)
from zhouqi.events.fold.projection import TableRow


class ConditionState(msgspec.Struct, frozen=True):
    """How people say a condition."""

    code: str
    zh: str
    en: str


class EditionState(msgspec.Struct, frozen=True):
    """How people say an edition of a policy, and its conditions."""

    edition: int
    zh: str
    en: str
    conditions: tuple[ConditionState, ...]


class PolicyState(msgspec.Struct, frozen=True):
    """A policy's editions, by which enterprises were or will be matched."""

    policy: str | None = None
    editions: tuple[EditionState, ...] = ()
    withdrawn: bool = False


class PolicyProjection(Projection[PolicyState]):
    """A row for each edition of a policy."""

    name = "policy"
    version = 2
    log = JOURNAL
    category = "policy"
    state = PolicyState
    tables = (
        Table(
            "policy",
            {
                "policy": "text not null",
                "edition": "integer not null",
                "zh": "text not null",
                "en": "text not null",
                "conditions": "jsonb not null",
                "withdrawn": "boolean not null",
            },
            key=("edition",),
            indexes=("policy",),
        ),
    )

    def initial(self, stream: str) -> PolicyState:
        """Not published."""
        return PolicyState()

    def evolve(self, state: PolicyState, fact: Fact, event: StreamEvent) -> PolicyState:
        """The policy after ``fact``."""
        match fact:
            case PolicyPublished():
                conditions = tuple(ConditionState(one.code, one.zh, one.en) for one in fact.conditions)
                edition = EditionState(fact.version, fact.zh, fact.en, conditions)
                others = (one for one in state.editions if one.edition != fact.version)
                return PolicyState(fact.policy, (*others, edition))
            case PolicyWithdrawn():
                return msgspec.structs.replace(state, withdrawn=True)
            case _:
                return state

    def rows(self, state: PolicyState) -> Mapping[str, Sequence[TableRow]]:
        """A row an edition."""
        return {
            "policy": [
                {"policy": state.policy, "withdrawn": state.withdrawn, **msgspec.structs.asdict(one)}
                for one in state.editions
            ]
        }


class MissingState(msgspec.Struct, frozen=True):
    """A field of the enterprise's profile that is not known, and the department that could supply it."""

    field: str
    department: str


class ReasonState(msgspec.Struct, frozen=True):
    """A condition, whether it is met, and what is missing to tell."""

    condition: str
    verdict: Verdict
    missing: tuple[MissingState, ...]


class MatchState(msgspec.Struct, frozen=True):
    """An edition of a policy: whether it fits, its amount in 万元 if it does, and why."""

    policy: str
    edition: int
    verdict: Verdict
    amount: Decimal | None
    reasons: tuple[ReasonState, ...]
    missing: tuple[MissingState, ...]


class MatchesState(msgspec.Struct, frozen=True):
    """The last run over an enterprise."""

    enterprise: str | None = None
    day: date | None = None
    matches: tuple[MatchState, ...] = ()


class MatchProjection(Projection[MatchesState]):
    """A row for each policy that was looked at for an enterprise."""

    name = "match"
    version = 2
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
                "edition": "integer not null",
                "verdict": "text not null",
                "amount": "numeric",
                "reasons": "jsonb not null",
                "missing": "jsonb not null",
            },
            key=("policy",),
            indexes=("enterprise",),
        ),
    )

    def initial(self, stream: str) -> MatchesState:
        """Never matched."""
        return MatchesState()

    def evolve(self, state: MatchesState, fact: Fact, event: StreamEvent) -> MatchesState:
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
    return MatchState(
        policy=match.policy,
        edition=match.version,
        verdict=match.verdict,
        amount=match.amount,
        reasons=tuple(
            ReasonState(one.condition, one.verdict, _missing(one.missing)) for one in match.reasons
        ),
        missing=_missing(match.missing),
    )


def _missing(missing: tuple[Missing, ...]) -> tuple[MissingState, ...]:
    return tuple(MissingState(one.field, one.department) for one in missing)
