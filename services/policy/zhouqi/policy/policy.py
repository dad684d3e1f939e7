"""A policy in the catalogue: published, revised under a higher version, withdrawn. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from zhouqi.events import Decider, Fact, Rejected
from zhouqi.events.contracts.policy import PolicyPublished, PolicyWithdrawn


@dataclass(frozen=True, slots=True)
class Policy:
    """What was published last, and whether it still holds."""

    published: PolicyPublished | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Publish:
    """The catalogue holds this."""

    policy: PolicyPublished


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The catalogue holds it no more."""

    policy: str


PolicyCommand: TypeAlias = Publish | Withdraw


class Policies(Decider[Policy, PolicyCommand]):
    """Decides what a change of the catalogue means."""

    category = "policy"

    def initial(self) -> Policy:
        """Never published."""
        return Policy()

    def evolve(self, state: Policy, fact: Fact) -> Policy:
        """The policy after ``fact``."""
        match fact:
            case PolicyPublished():
                return Policy(fact)
            case PolicyWithdrawn():
                return Policy(state.published, withdrawn=True)
            case _:
                return state

    def decide(self, command: PolicyCommand, state: Policy) -> Sequence[Fact]:
        """Its publication when it changed, its withdrawal when it is gone.

        Raises Rejected ``version_not_raised``: whoever looks up a version must find what was applied.
        """
        match command:
            case Publish():
                before = state.published
                if before == command.policy and not state.withdrawn:
                    return []
                if (
                    before is not None
                    and before != command.policy
                    and command.policy.version <= before.version
                ):
                    raise Rejected("version_not_raised", policy=before.policy, version=before.version)
                return [command.policy]
            case Withdraw():
                gone = state.published is None or state.withdrawn
                return [] if gone else [PolicyWithdrawn(policy=command.policy)]
        assert_never(command)
