"""Ended runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from zhouqi.events import STORE, Fact, Projection, StreamEvent, Table
from zhouqi.events.contracts.ingest import CollectionCompleted, CollectionFailed
from zhouqi.events.fold.projection import TableRow
from zhouqi.ingest.kinds import DEPARTMENTS


class RunState(msgspec.Struct, frozen=True):
    """How a run ended."""

    run: dict[str, object] | None = None


class RunProjection(Projection[RunState]):
    """A row for each ended run."""

    name = "collection"
    version = 5
    log = STORE
    category = "collection"
    state = RunState
    tables = (
        Table(
            "collection_run",
            {
                "kind": "text not null",
                "source": "text not null",
                "department": "text",
                "ended_at": "timestamptz not null",
                "cause": "text",
                "detail": "text",
                "read": "integer not null",
                "accepted": "integer not null",
                "unchanged": "integer not null",
                "rejected": "integer not null",
            },
            indexes=("ended_at desc, stream", "kind, ended_at desc"),
        ),
    )

    def initial(self, stream: str) -> RunState:
        """Nothing ended yet."""
        return RunState()

    def evolve(self, state: RunState, fact: Fact, event: StreamEvent) -> RunState:
        """The run's end."""
        match fact:
            case CollectionCompleted():
                return RunState(
                    run={
                        **_run(fact, event),
                        "cause": None,
                        "detail": None,
                    }
                )
            case CollectionFailed():
                return RunState(
                    run={
                        **_run(fact, event),
                        "cause": fact.cause.value,
                        "detail": fact.detail,
                    }
                )
            case _:
                return state

    def rows(self, state: RunState) -> Mapping[str, Sequence[TableRow]]:
        """The run's row."""
        return {"collection_run": [state.run] if state.run else []}


def _run(fact: CollectionCompleted | CollectionFailed, event: StreamEvent) -> dict[str, object]:
    return {
        "kind": fact.kind,
        "source": fact.source,
        "department": DEPARTMENTS.get(fact.kind),
        "ended_at": event.occurred_at,
        "read": fact.read,
        "accepted": fact.accepted,
        "unchanged": fact.unchanged,
        "rejected": fact.rejected,
    }
