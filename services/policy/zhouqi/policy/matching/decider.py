"""An enterprise as policies see it: its profile, and which policies it may have. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhouqi.events import Decider, Fact
from zhouqi.events.contracts.policy import EnterpriseProfiled, Match, PoliciesMatched
from zhouqi.policy.matching.commands import Assess


@dataclass(frozen=True, slots=True)
class Enterprise:
    """What was published of it last."""

    profile: EnterpriseProfiled | None = None
    matches: tuple[Match, ...] = ()


class EnterpriseDecider(Decider[Enterprise, Assess]):
    """Decides what of an enterprise is new."""

    category = "enterprise"

    def initial(self) -> Enterprise:
        """Nothing was published."""
        return Enterprise()

    def evolve(self, state: Enterprise, fact: Fact) -> Enterprise:
        """The enterprise after ``fact``."""
        match fact:
            case EnterpriseProfiled():
                return Enterprise(fact, state.matches)
            case PoliciesMatched():
                return Enterprise(state.profile, fact.matches)
            case _:
                return state

    def decide(self, command: Assess, state: Enterprise) -> Sequence[Fact]:
        """The profile and the matches, each when it is another than was published."""
        facts: list[Fact] = []
        if command.profile != state.profile:
            facts.append(command.profile)
        if command.matches != state.matches:
            facts.append(
                PoliciesMatched(
                    enterprise=command.profile.enterprise, day=command.day, matches=command.matches
                )
            )
        return facts
