"""What each record that matters says of its project's milestones now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from zhouqi.events import JOURNAL, Fact, Projection, StreamEvent, Table
from zhouqi.events.contracts.ingest import RecordFact, RecordLinked, RecordWithdrawn
from zhouqi.events.fold.projection import TableRow
from zhouqi.lifecycle.claims.record_claims import CLAIMING_RECORDS, AnyClaim, claim_of

_STREAMS = tuple(f"record/{kind}/" for kind in CLAIMING_RECORDS)


class ClaimState(msgspec.Struct, frozen=True):
    """A record: its project, every project that it ever was linked to, and what it says."""

    project_id: UUID | None = None
    linked: tuple[UUID, ...] = ()
    says: AnyClaim | None = None
    withdrawn: bool = False


class ClaimProjection(Projection[ClaimState]):
    """A row for each record of these kinds that is linked to a project.

    ``says`` is null for a record that was withdrawn or says nothing of milestones; ``linked`` holds the
    projects that a change of the record concerns.
    """

    name = "claim"
    version = 2
    log = JOURNAL
    category = "record"
    state = ClaimState
    tables = (
        Table(
            "claim",
            {"project_id": "uuid not null", "linked": "uuid[] not null", "says": "json"},
            indexes=("project_id",),
        ),
    )

    def reads(self, stream: str) -> bool:
        """Whether ``stream`` is a record of one of the kinds that matter."""
        return stream.startswith(_STREAMS)

    def initial(self, stream: str) -> ClaimState:
        """Nothing said."""
        return ClaimState()

    def evolve(self, state: ClaimState, fact: Fact, event: StreamEvent) -> ClaimState:
        """The record after ``fact``."""
        match fact:
            case RecordFact():
                stated = msgspec.structs.replace(state, says=claim_of(fact, event.stream), withdrawn=False)
                return stated if fact.project_id is None else _linked(stated, fact.project_id)
            case RecordLinked():
                return _linked(state, fact.project_id)
            case RecordWithdrawn():
                return msgspec.structs.replace(state, withdrawn=True)
            case _:
                return state

    def rows(self, state: ClaimState) -> Mapping[str, Sequence[TableRow]]:
        """The record's row, once it is linked."""
        if state.project_id is None:
            return {}
        says = None if state.withdrawn else state.says
        return {"claim": [{"project_id": state.project_id, "linked": state.linked, "says": says}]}


def _linked(state: ClaimState, project_id: UUID) -> ClaimState:
    linked = state.linked if project_id in state.linked else (*state.linked, project_id)
    return msgspec.structs.replace(state, project_id=project_id, linked=linked)
