"""That a source has a record, of whatever kind, and which project it speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

import msgspec

from zhouqi.cockpit.kit.kinds import kind_of
from zhouqi.events import JOURNAL, Projection, StreamEvent, Table
from zhouqi.events.contracts.catalogue import RECORDS
from zhouqi.events.contracts.ingest import ProjectRegistered
from zhouqi.events.fold.projection import TableRow

_RECORDED: Final = frozenset((ProjectRegistered.type(), *(contract.type() for contract in RECORDS)))


class RecordState(msgspec.Struct, frozen=True):
    """One record as it stands now; once linked to a project, a revision that names none leaves it there."""

    kind: str
    source: str | None = None
    record_id: str | None = None
    project_id: UUID | None = None
    updated_at: datetime | None = None
    withdrawn: bool = False


class RecordedFact(msgspec.Struct, frozen=True, gc=False):
    """What every fact about a record says, of whatever kind: half of all the cockpit's events are such."""

    source: str
    record_id: str
    project_id: UUID | None = None
    updated_at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None


class RecordProjection(Projection[RecordState, RecordedFact]):
    """A row a record, whatever its kind."""

    name = "record"
    version = 2
    log = JOURNAL
    category = "record"
    state = RecordState
    part = RecordedFact
    tables = (
        Table(
            "source_record",
            {
                "kind": "text not null",
                "source": "text not null",
                "record_id": "text not null",
                "project_id": "uuid",
                "updated_at": "timestamptz",
                "withdrawn": "boolean not null",
            },
            indexes=("project_id",),
        ),
    )

    def initial(self, stream: str) -> RecordState:
        """Known by its stream alone."""
        return RecordState(kind_of(stream))

    def evolve(self, state: RecordState, fact: RecordedFact, event: StreamEvent) -> RecordState:
        """The record after ``fact``."""
        if event.type in _RECORDED:
            return RecordState(  # without names, which cost as much again: half of all events come here
                state.kind, fact.source, fact.record_id, fact.project_id or state.project_id, fact.updated_at
            )
        match event.type:
            case "RecordLinked":
                return msgspec.structs.replace(
                    state, source=fact.source, record_id=fact.record_id, project_id=fact.project_id
                )
            case "RecordWithdrawn":
                return msgspec.structs.replace(
                    state,
                    source=fact.source,
                    record_id=fact.record_id,
                    updated_at=fact.updated_at,
                    withdrawn=True,
                )
            case _:
                return state

    def rows(self, state: RecordState) -> Mapping[str, Sequence[TableRow]]:
        """The record's row, once a source has said anything of it."""
        return {"source_record": [msgspec.structs.asdict(state)] if state.source else []}
