"""Ended runs and closed days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from zhouqi.events import STORE, Fact, Projection, Step, Table
from zhouqi.events.contracts.ingest import CollectionCompleted, CollectionFailed, DayClosed
from zhouqi.events.projection import TableRow
from zhouqi.ingest.kinds import DEPARTMENTS


class RunState(msgspec.Struct, frozen=True):
    """How a run, or a day, ended."""

    run: dict[str, object] | None = None
    day: date | None = None


class Runs(Projection[RunState]):
    """A row for each ended run, and one for each closed day."""

    name = "collection"
    version = 2
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
                "read": "integer not null",
                "accepted": "integer not null",
                "unchanged": "integer not null",
                "rejected": "integer not null",
            },
            indexes=("ended_at desc, stream", "kind, ended_at desc"),
        ),
        Table("closed_day", {"date": "date not null"}, indexes=("date",)),
    )

    def initial(self, stream: str) -> RunState:
        """Nothing ended yet."""
        return RunState()

    def evolve(self, state: RunState, fact: Fact, event: Step) -> RunState:
        """The run's or the day's end."""
        match fact:
            case CollectionCompleted():
                return RunState(
                    run={
                        **_run(fact, event),
                        "cause": None,
                        "accepted": fact.accepted,
                        "unchanged": fact.unchanged,
                        "rejected": fact.rejected,
                    }
                )
            case CollectionFailed():
                return RunState(
                    run={
                        **_run(fact, event),
                        "cause": fact.cause,
                        "accepted": 0,
                        "unchanged": 0,
                        "rejected": 0,
                    }
                )
            case DayClosed():
                return RunState(day=fact.date)
            case _:
                return state

    def rows(self, state: RunState) -> Mapping[str, Sequence[TableRow]]:
        """The run's row or the day's."""
        return {
            "collection_run": [state.run] if state.run else [],
            "closed_day": [{"date": state.day}] if state.day else [],
        }


def _run(fact: CollectionCompleted | CollectionFailed, event: Step) -> dict[str, object]:
    return {
        "kind": fact.kind,
        "source": fact.source,
        "department": DEPARTMENTS.get(fact.kind),
        "ended_at": event.occurred_at,
        "read": fact.read,
    }
