"""What ingest shows of its own: runs, closed days, and what was refused and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import msgspec

from zhouqi.events import STORE, Event, Fact, Projection, ReadModel, Table
from zhouqi.events.contracts.ingest import (
    CollectionCompleted,
    CollectionFailed,
    DayClosed,
    RecordRejected,
)
from zhouqi.events.projection import TableRow


class RunState(msgspec.Struct, frozen=True):
    """How a run, or a day, ended."""

    run: dict[str, object] | None = None
    day: date | None = None


class Runs(Projection[RunState]):
    """A row for each ended run, and one for each closed day."""

    name = "collection"
    version = 1
    log = STORE
    category = "collection"
    state = RunState
    tables = (
        Table(
            "collection_run",
            {
                "kind": "text not null",
                "source": "text not null",
                "ended_at": "timestamptz not null",
                "cause": "text",
                "read": "integer not null",
                "accepted": "integer not null",
                "unchanged": "integer not null",
                "rejected": "integer not null",
            },
            indexes=("ended_at desc",),
        ),
        Table("closed_day", {"date": "date not null"}, indexes=("date",)),
    )

    def initial(self, stream: str) -> RunState:
        """Nothing ended yet."""
        return RunState()

    def evolve(self, state: RunState, fact: Fact, event: Event) -> RunState:
        """The run's or the day's end."""
        match fact:
            case CollectionCompleted():
                return RunState(
                    run={
                        "kind": fact.kind,
                        "source": fact.source,
                        "ended_at": event.occurred_at,
                        "cause": None,
                        "read": fact.read,
                        "accepted": fact.accepted,
                        "unchanged": fact.unchanged,
                        "rejected": fact.rejected,
                    }
                )
            case CollectionFailed():
                return RunState(
                    run={
                        "kind": fact.kind,
                        "source": fact.source,
                        "ended_at": event.occurred_at,
                        "cause": fact.cause,
                        "read": fact.read,
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


class RejectionState(msgspec.Struct, frozen=True):
    """The refusals of one record, oldest first."""

    rejections: tuple[dict[str, object], ...] = ()


class Rejections(Projection[RejectionState]):
    """A row for each refused delivery of a record."""

    name = "rejection"
    version = 1
    log = STORE
    category = "record"
    state = RejectionState
    tables = (
        Table(
            "rejected_delivery",
            {
                "delivery": "text not null",
                "kind": "text not null",
                "source": "text not null",
                "record_id": "text not null",
                "rejected_at": "timestamptz not null",
                "findings": "json not null",
            },
            key=("delivery",),
            indexes=("rejected_at desc, delivery",),
        ),
    )

    def initial(self, stream: str) -> RejectionState:
        """Nothing refused yet."""
        return RejectionState()

    def evolve(self, state: RejectionState, fact: Fact, event: Event) -> RejectionState:
        """One refusal more."""
        if not isinstance(fact, RecordRejected):
            return state
        row = _rejection(fact, event.occurred_at)
        return RejectionState((*state.rejections, row))

    def rows(self, state: RejectionState) -> Mapping[str, Sequence[TableRow]]:
        """A row each."""
        return {"rejected_delivery": state.rejections}


def _rejection(fact: RecordRejected, at: datetime) -> dict[str, object]:
    return {
        "delivery": fact.delivery,
        "kind": fact.kind,
        "source": fact.source,
        "record_id": fact.record_id,
        "rejected_at": at,
        "findings": [{"field": found.field, "code": found.code} for found in fact.findings],
    }


read_model = ReadModel(projections=(Runs(), Rejections()))
