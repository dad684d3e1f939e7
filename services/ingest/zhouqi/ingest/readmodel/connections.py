"""What was last said of each project's connection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from zhouqi.events import STORE, Fact, Projection, Step, Table
from zhouqi.events.contracts.ingest import ConnectionChanged
from zhouqi.events.projection import TableRow


class ConnectionState(msgspec.Struct, frozen=True):
    """The kinds that apply to a project, and those of them that are connected."""

    project_id: UUID | None = None
    applicable: tuple[str, ...] = ()
    connected: tuple[str, ...] = ()


class Connections(Projection[ConnectionState]):
    """A row for each project whose connection was ever decided."""

    name = "connection"
    version = 1
    log = STORE
    category = "connection"
    state = ConnectionState
    tables = (
        Table(
            "connection",
            {"project_id": "uuid not null", "applicable": "text[] not null", "connected": "text[] not null"},
            indexes=("project_id",),
        ),
    )

    def initial(self, stream: str) -> ConnectionState:
        """Not decided."""
        return ConnectionState()

    def evolve(self, state: ConnectionState, fact: Fact, event: Step) -> ConnectionState:
        """The connection after the event."""
        if not isinstance(fact, ConnectionChanged):
            return state
        return ConnectionState(fact.project_id, fact.applicable, fact.connected)

    def rows(self, state: ConnectionState) -> Mapping[str, Sequence[TableRow]]:
        """The project's row."""
        return {"connection": [msgspec.structs.asdict(state)]} if state.project_id else {}
