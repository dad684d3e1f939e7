"""Each record as its source stated it last: its identifiers, its project, and what was refused of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import ClassVar
from uuid import UUID

import msgspec

from zhouqi.events import STORE, Fact, Projection, StreamEvent, Table
from zhouqi.events.contracts.ingest import (
    AgreementReviewed,
    ProjectRegistered,
    RecordFact,
    RecordLinked,
    RecordRejected,
    RecordWithdrawn,
)
from zhouqi.events.fold.projection import TableRow
from zhouqi.ingest.kinds import DEPARTMENTS
from zhouqi.ingest.records.identifiers import identifier_row


class Row(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the last statement says. The traits are an agreement's."""

    kind: str
    source: str
    record_id: str
    updated_at: datetime
    withdrawn: bool = False
    project_id: UUID | None = None
    project_code: str | None = None
    land_number: str | None = None
    permit_number: str | None = None
    site_code: str | None = None
    enterprise_code: str | None = None
    new_land: bool | None = None
    civil_works: bool | None = None
    scale_expected: bool | None = None


class RecordState(msgspec.Struct, frozen=True, omit_defaults=True):
    """The record's row, once it was ever accepted; and its refused deliveries, as each was judged last."""

    row: Row | None = None
    rejections: tuple[dict[str, object], ...] = ()


class RecordProjection(Projection[RecordState]):
    """A row for each accepted record, one for what it identifies, and one for each refused delivery."""

    name = "record"
    version = 2
    log = STORE
    category = "record"
    state = RecordState
    tables: ClassVar[tuple[Table, ...]] = (
        Table(
            "source_record",  # "record" is a type of PostgreSQL's own
            {
                "kind": "text not null",
                "source": "text not null",
                "department": "text",
                "record_id": "text not null",
                "updated_at": "timestamptz not null",
                "withdrawn": "boolean not null",
                "project_id": "uuid",
                "project_code": "text",
                "land_number": "text",
                "permit_number": "text",
                "site_code": "text",
                "enterprise_code": "text",
                "new_land": "boolean",
                "civil_works": "boolean",
                "scale_expected": "boolean",
            },
            indexes=("project_id",),
        ),
        Table(
            "claim",
            {
                "scheme": "text not null",
                "value": "text not null",
                "via": "text",
                "project_id": "uuid",
                "enterprise_code": "text",
                "rank": "integer not null",
            },
            indexes=("scheme, value, rank, stream", "enterprise_code"),
        ),
        Table(
            "rejected_delivery",
            {
                "delivery": "text not null",
                "kind": "text not null",
                "source": "text not null",
                "department": "text",
                "record_id": "text not null",
                "rejected_at": "timestamptz not null",
                "findings": "json not null",
            },
            key=("delivery",),
            indexes=("rejected_at desc, delivery",),
        ),
    )

    def initial(self, stream: str) -> RecordState:
        """Nothing was delivered."""
        return RecordState()

    def evolve(self, state: RecordState, fact: Fact, event: StreamEvent) -> RecordState:
        """The record after the event."""
        match fact:
            case ProjectRegistered() | RecordFact():
                return msgspec.structs.replace(state, row=_row(fact, event, state.row))
            case RecordWithdrawn() if state.row is not None:
                row = msgspec.structs.replace(state.row, updated_at=fact.updated_at, withdrawn=True)
                return msgspec.structs.replace(state, row=row)
            case RecordLinked() if state.row is not None:
                row = msgspec.structs.replace(state.row, project_id=fact.project_id)
                return msgspec.structs.replace(state, row=row)
            case RecordRejected():
                before = (one for one in state.rejections if one["delivery"] != fact.delivery)
                refused = (*before, _rejection(fact, event.occurred_at))
                return msgspec.structs.replace(state, rejections=refused)
            case _:
                return state

    def rows(self, state: RecordState) -> Mapping[str, Sequence[TableRow]]:
        """The record's rows."""
        row = state.row
        if row is None:
            return {"rejected_delivery": state.rejections}
        shown = {**msgspec.structs.asdict(row), "department": DEPARTMENTS.get(row.kind)}
        claimed = identifier_row(shown)
        return {
            "source_record": [shown],
            "claim": [claimed] if claimed else [],
            "rejected_delivery": state.rejections,
        }


def _row(fact: ProjectRegistered | RecordFact, event: StreamEvent, before: Row | None) -> Row:
    kind = event.stream.split("/", 2)[1]
    agreement = fact if isinstance(fact, AgreementReviewed) else None
    return Row(
        kind=kind,
        source=fact.source,
        record_id=fact.record_id,
        updated_at=fact.updated_at,
        project_id=fact.project_id or (before.project_id if before else None),
        project_code=fact.code if isinstance(fact, ProjectRegistered) else fact.project_code,
        land_number=getattr(fact, "land_number", None),
        permit_number=getattr(fact, "permit_number", None),
        site_code=getattr(fact, "site_code", None),
        enterprise_code=fact.enterprise_code,
        new_land=agreement.new_land if agreement else None,
        civil_works=agreement.civil_works if agreement else None,
        scale_expected=agreement.scale_expected if agreement else None,
    )


def _rejection(fact: RecordRejected, at: datetime) -> dict[str, object]:
    return {
        "delivery": fact.delivery,
        "kind": fact.kind,
        "source": fact.source,
        "department": DEPARTMENTS.get(fact.kind),
        "record_id": fact.record_id,
        "rejected_at": at,
        "findings": [{"field": found.field, "code": found.code} for found in fact.findings],
    }
