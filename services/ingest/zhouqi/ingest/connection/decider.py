"""Says what a project's connection is when it is another than was said last."""

from __future__ import annotations

from collections.abc import Sequence

from zhouqi.events import Decider, Fact
from zhouqi.events.contracts.ingest import Awaited, ConnectionChanged
from zhouqi.ingest.connection.commands import StateConnection
from zhouqi.ingest.connection.judgement import Connection


class ConnectionDecider(Decider[Connection | None, StateConnection]):
    """Says what a project's connection is when it is another than was said last."""

    category = "connection"

    def initial(self) -> Connection | None:
        """Nothing was said."""
        return None

    def evolve(self, state: Connection | None, fact: Fact) -> Connection | None:
        """What was said last."""
        return stated_connection(fact) if isinstance(fact, ConnectionChanged) else state

    def decide(self, command: StateConnection, state: Connection | None) -> Sequence[Fact]:
        """The change, if there is one."""
        if command.now == state:
            return ()
        return (
            ConnectionChanged(
                project_id=command.project_id,
                applicable=command.now.applicable,
                connected=command.now.connected,
                awaited=tuple(Awaited(kind=kind, until=until) for kind, until in command.now.awaited),
                rules=command.rules,
            ),
        )


def stated_connection(fact: ConnectionChanged) -> Connection:
    """What the fact says."""
    return Connection(fact.applicable, fact.connected, tuple((one.kind, one.until) for one in fact.awaited))
