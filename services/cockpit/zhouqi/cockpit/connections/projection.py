"""Which kinds of data apply to each project, and which of them are connected, as ingest says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

import msgspec

from zhouqi.events import JOURNAL, Fact, Projection, StreamEvent, Table
from zhouqi.events.contracts.ingest import ConnectionChanged
from zhouqi.events.fold.projection import TableRow


class ConnectionState(msgspec.Struct, frozen=True):
    """The last word on a project's connection; ``until`` is the last day of the grace of each ``awaited`` kind."""

    project_id: UUID | None = None
    applicable: tuple[str, ...] = ()
    connected: tuple[str, ...] = ()
    awaited: tuple[str, ...] = ()
    until: tuple[date, ...] = ()


class ConnectionProjection(Projection[ConnectionState]):
    """A row a project. In full view 全景可视 every kind that applies is connected."""

    name = "connection"
    version = 2
    log = JOURNAL
    category = "connection"
    state = ConnectionState
    tables = (
        Table(
            "connection",
            {
                "project_id": "uuid not null",
                "applicable": "text[] not null",
                "connected": "text[] not null",
                "awaited": "text[] not null",
                "until": "date[] not null",
                "full_view": "boolean not null",
            },
        ),
    )

    def initial(self, stream: str) -> ConnectionState:
        """Nothing is known to apply."""
        return ConnectionState()

    def evolve(self, state: ConnectionState, fact: Fact, event: StreamEvent) -> ConnectionState:
        """The connection after ``fact``."""
        if not isinstance(fact, ConnectionChanged):
            return state
        awaited, until = tuple(one.kind for one in fact.awaited), tuple(one.until for one in fact.awaited)
        return ConnectionState(fact.project_id, fact.applicable, fact.connected, awaited, until)

    def rows(self, state: ConnectionState) -> Mapping[str, Sequence[TableRow]]:
        """The project's row."""
        if state.project_id is None:
            return {}
        full_view = bool(state.applicable) and set(state.applicable) <= set(state.connected)
        return {"connection": [{**msgspec.structs.asdict(state), "full_view": full_view}]}
