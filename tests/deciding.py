"""Specifications of a decider: given what happened, when a command comes, then these facts follow, or a refusal.

    issue = DeciderSpec(IssueDecider())

    issue.given(RAISED).when(accept).then(ACCEPTED)
    issue.given(RAISED, ACCEPTED).when(accept).refused("issue_accepted")
    issue.when(first, second).state

Pure: neither database nor clock.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from typing import Generic, TypeVar

from zhouqi.events import Decider, Fact, Rejected

S = TypeVar("S")
C = TypeVar("C")


@dataclass(frozen=True)
class Case(Generic[S, C]):
    """Where facts and commands led to. ``rejection``: the last command was refused; it changed nothing."""

    decider: Decider[S, C]
    reached: S
    decided: tuple[tuple[Fact, ...], ...] = ()
    rejection: Rejected | None = None

    def when(self, *commands: C) -> Case[S, C]:
        """What follows from the commands, one after the other. Raises Rejected for any but the last."""
        return reduce(Case._next, commands, self)

    @property
    def state(self) -> S:
        """The state now. Raises Rejected when the last command was refused."""
        return self._accepted().reached

    @property
    def facts(self) -> list[Fact]:
        """What the last command decided. Raises Rejected when it was refused."""
        return list(self._accepted().decided[-1])

    @property
    def history(self) -> list[Fact]:
        """What all commands decided. Raises Rejected when the last was refused."""
        return [fact for facts in self._accepted().decided for fact in facts]

    def then(self, *facts: Fact) -> None:
        """Exactly these facts followed; without any: nothing did."""
        assert self.facts == list(facts)

    def refused(self, code: str) -> None:
        """The last command was refused, with this code."""
        assert self.rejection is not None, f"accepted, with {self.decided[-1]}"
        assert self.rejection.code == code

    def _accepted(self) -> Case[S, C]:
        if self.rejection is not None:
            raise self.rejection
        return self

    def _next(self, command: C) -> Case[S, C]:
        before = self.state
        try:
            facts = tuple(self.decider.decide(command, before))
        except Rejected as rejection:
            return replace(self, rejection=rejection)
        return Case(self.decider, reduce(self.decider.evolve, facts, before), (*self.decided, facts))


@dataclass(frozen=True)
class DeciderSpec(Generic[S, C]):
    """Where the cases of one decider begin."""

    decider: Decider[S, C]

    def given(self, *facts: Fact) -> Case[S, C]:
        """The state in which ``facts`` happened."""
        return Case(self.decider, reduce(self.decider.evolve, facts, self.decider.initial()))

    def when(self, *commands: C) -> Case[S, C]:
        """What follows from the commands where nothing happened yet."""
        return self.given().when(*commands)
