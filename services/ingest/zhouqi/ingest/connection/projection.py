"""What connection rests on, and what was last said of it: milestones of lifecycle, and our own word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

import msgspec

from zhouqi.events import COUNTY_ZONE, JOURNAL, STORE, Fact, Projection, StreamEvent, Table
from zhouqi.events.contracts.ingest import ConnectionChanged
from zhouqi.events.contracts.lifecycle import MilestoneCorrected, MilestoneReached
from zhouqi.events.fold.projection import TableRow


class ConnectionState(msgspec.Struct, frozen=True):
    """The kinds that apply to a project, those of them that are connected, and until when others are awaited."""

    project_id: UUID | None = None
    applicable: tuple[str, ...] = ()
    connected: tuple[str, ...] = ()
    awaited: tuple[str, ...] = ()
    until: tuple[date, ...] = ()


class ConnectionProjection(Projection[ConnectionState]):
    """A row for each project whose connection was ever decided."""

    name = "connection"
    version = 2
    log = STORE
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
            },
            indexes=("project_id",),
        ),
    )

    def initial(self, stream: str) -> ConnectionState:
        """Not decided."""
        return ConnectionState()

    def evolve(self, state: ConnectionState, fact: Fact, event: StreamEvent) -> ConnectionState:
        """The connection after the event."""
        if not isinstance(fact, ConnectionChanged):
            return state
        awaited, until = tuple(one.kind for one in fact.awaited), tuple(one.until for one in fact.awaited)
        return ConnectionState(fact.project_id, fact.applicable, fact.connected, awaited, until)

    def rows(self, state: ConnectionState) -> Mapping[str, Sequence[TableRow]]:
        """The project's row."""
        return {"connection": [msgspec.structs.asdict(state)]} if state.project_id else {}


class MilestoneState(msgspec.Struct, frozen=True):
    """The milestones of one project that are reached, sorted, and since which day each."""

    project_id: UUID | None = None
    reached: tuple[str, ...] = ()
    since: tuple[date, ...] = ()


class MilestoneProjection(Projection[MilestoneState]):
    """A row for each project that ever reached a milestone."""

    name = "progress"
    version = 2
    log = JOURNAL
    category = "project"
    state = MilestoneState
    tables = (
        Table(
            "progress",
            {"project_id": "uuid not null", "reached": "text[] not null", "since": "date[] not null"},
            indexes=("project_id",),
        ),
    )

    def initial(self, stream: str) -> MilestoneState:
        """Nothing reached."""
        return MilestoneState()

    def evolve(self, state: MilestoneState, fact: Fact, event: StreamEvent) -> MilestoneState:
        """The milestones after the event."""
        match fact:
            case MilestoneReached() | MilestoneCorrected():
                days = dict(zip(state.reached, state.since, strict=True))
                days.pop(fact.milestone, None)
                if isinstance(fact, MilestoneReached) or fact.reached:
                    days[str(fact.milestone)] = fact.on or _day(event)
                reached, since = tuple(sorted(days)), tuple(days[name] for name in sorted(days))
                return MilestoneState(fact.project_id, reached, since)
            case _:
                return state

    def rows(self, state: MilestoneState) -> Mapping[str, Sequence[TableRow]]:
        """The project's row."""
        if state.project_id is None:
            return {}
        return {"progress": [msgspec.structs.asdict(state)]}


def _day(event: StreamEvent) -> date:
    """The day on which a milestone became known that was reached nobody knows when."""
    return event.occurred_at.astimezone(COUNTY_ZONE).date()
