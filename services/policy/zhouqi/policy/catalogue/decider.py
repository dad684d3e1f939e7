"""A policy in the catalogue: published, revised under a higher version, withdrawn. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from zhouqi.events import Decider, Fact, Rejected
from zhouqi.events.contracts.policy import PolicyPublished, PolicyWithdrawn
from zhouqi.policy.catalogue.commands import PolicyCommand, Publish, Withdraw


@dataclass(frozen=True, slots=True)
class Policy:
    """What was published last, and whether it still holds."""

    published: PolicyPublished | None = None
    withdrawn: bool = False


class PolicyDecider(Decider[Policy, PolicyCommand]):
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

        What comes after an edition that was published holds from its own day on, but never from before the
        day of its publication: what was judged by then stays as it was judged.

        Raises Rejected ``version_not_raised``: whoever looks up a version must find what was applied.
        """
        match command:
            case Publish():
                return self._publish(command, state)
            case Withdraw():
                gone = state.published is None or state.withdrawn
                return [] if gone else [PolicyWithdrawn(policy=command.policy)]
        assert_never(command)

    def _publish(self, command: Publish, state: Policy) -> Sequence[Fact]:
        before, now = state.published, command.policy
        if before is None:
            return [now]
        if same(before, now):
            if not state.withdrawn:
                return []
        elif now.version <= before.version:
            raise Rejected("version_not_raised", policy=before.policy, version=before.version)
        return [now.model_copy(update={"effective": max(now.effective, command.today)})]


def same(published: PolicyPublished, wanted: PolicyPublished) -> bool:
    """Whether ``wanted`` is what was published, be it that its day had passed by then."""
    if wanted.effective > published.effective:
        return False
    return published == wanted.model_copy(update={"effective": published.effective})
