"""Which kinds of data apply to a project, and which of these are connected (全景可视). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from zhouqi.events import Decider, Fact
from zhouqi.events.contracts.ingest import ConnectionChanged
from zhouqi.ingest.rules import Case, Rules


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a project at one moment.

    ``traits`` are those that its agreement has; None without an agreement. ``reached`` are milestones,
    ``recorded`` the kinds with at least one accepted, linked record that is not withdrawn.
    """

    project_id: UUID
    traits: frozenset[str] | None
    reached: frozenset[str]
    recorded: frozenset[str]


@dataclass(frozen=True, slots=True)
class Connection:
    """What was last said of a project."""

    applicable: tuple[str, ...] = ()
    connected: tuple[str, ...] = ()


def connection(seen: Seen, rules: Rules, kinds: Sequence[str]) -> Connection:
    """The kinds that apply by ``rules``, in the order of ``kinds``, and those of them with a record."""
    applicable = tuple(kind for kind in kinds if any(_applies(case, seen) for case in rules.kinds[kind]))
    return Connection(applicable, tuple(kind for kind in applicable if kind in seen.recorded))


def _applies(case: Case, seen: Seen) -> bool:
    if case.always:
        return True
    if seen.traits is None:
        return False
    return (
        case.with_ <= seen.traits
        and not case.without & seen.traits
        and case.reached <= seen.reached
        and not case.not_yet & seen.reached
    )


@dataclass(frozen=True, slots=True)
class Observe:
    """All that is known of the project now makes this of it; ``rules`` is the version that was applied."""

    project_id: UUID
    now: Connection
    rules: str


class ConnectionOf(Decider[Connection | None, Observe]):
    """Says what a project's connection is when it is another than was said last."""

    category = "connection"

    def initial(self) -> Connection | None:
        """Nothing was said."""
        return None

    def evolve(self, state: Connection | None, fact: Fact) -> Connection | None:
        """What was said last."""
        return Connection(fact.applicable, fact.connected) if isinstance(fact, ConnectionChanged) else state

    def decide(self, command: Observe, state: Connection | None) -> Sequence[Fact]:
        """The change, if there is one."""
        if command.now == state:
            return ()
        return (
            ConnectionChanged(
                project_id=command.project_id,
                applicable=command.now.applicable,
                connected=command.now.connected,
                rules=command.rules,
            ),
        )
