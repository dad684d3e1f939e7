"""The records that profiles are made of, as each says now: inputs, sales, taxes, evaluations, land, production."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import msgspec

from zhouqi.events import JOURNAL, Fact, Projection, StreamEvent, Table
from zhouqi.events.contracts.ingest import (
    AcceptanceRecorded,
    InputsReported,
    LandSupplied,
    PerformanceEvaluated,
    RecordLinked,
    RecordWithdrawn,
    SalesReported,
    TaxReported,
)
from zhouqi.events.fold.projection import TableRow


class RecordState(msgspec.Struct, frozen=True):
    """A record's latest version. ``said``: a source said something, and did not take it back since."""

    project_id: UUID | None = None
    updated_at: datetime | None = None
    said: bool = False
    year: int | None = None
    period_end: date | None = None
    equipment: Decimal | None = None
    research: Decimal | None = None
    amount: Decimal | None = None
    area: Decimal | None = None
    grade: str | None = None
    production_on: date | None = None


def _table(name: str) -> Table:
    return Table(
        name,
        {
            "project_id": "uuid not null",
            "updated_at": "timestamptz not null",
            "year": "integer",
            "period_end": "date",
            "equipment": "numeric",
            "research": "numeric",
            "amount": "numeric",
            "area": "numeric",
            "grade": "text",
            "production_on": "date",
        },
        indexes=("project_id",),
    )


class RecordProjection(Projection[RecordState]):
    """Base: a row for each record that is linked to a project and not withdrawn."""

    version = 2
    log = JOURNAL
    state = RecordState

    def initial(self, stream: str) -> RecordState:
        """Nothing recorded."""
        return RecordState()

    def evolve(self, state: RecordState, fact: Fact, event: StreamEvent) -> RecordState:
        """The record after ``fact``."""
        match fact:
            case RecordLinked():
                return msgspec.structs.replace(state, project_id=fact.project_id)
            case RecordWithdrawn():
                return msgspec.structs.replace(state, said=False)
            case _:
                return _said(state, fact)

    def rows(self, state: RecordState) -> Mapping[str, Sequence[TableRow]]:
        """The record's row while it counts."""
        row = msgspec.structs.asdict(state)
        counts = row.pop("said") and state.project_id is not None
        return {self.tables[0].name: [row] if counts else []}


def _said(state: RecordState, fact: Fact) -> RecordState:
    """The record as a source says it; a link that was found stays unless the fact brings another."""
    match fact:
        case InputsReported():
            said = RecordState(year=fact.year, equipment=fact.equipment, research=fact.research)
        case SalesReported():
            said = RecordState(period_end=fact.period_end, amount=fact.sales)
        case TaxReported():
            said = RecordState(period_end=fact.period_end, amount=fact.tax)
        case PerformanceEvaluated():
            said = RecordState(year=fact.year, grade=fact.grade)
        case LandSupplied():
            said = RecordState(area=fact.area)
        case AcceptanceRecorded():
            said = RecordState(production_on=fact.production_on)
        case _:
            return state
    return msgspec.structs.replace(
        said, said=True, project_id=fact.project_id or state.project_id, updated_at=fact.updated_at
    )


class InputsProjection(RecordProjection):
    """投入情况."""

    name = "inputs"
    category = "record/inputs"
    tables = (_table("inputs"),)


class SalesProjection(RecordProjection):
    """销售."""

    name = "sales"
    category = "record/sales"
    tables = (_table("sales"),)


class TaxProjection(RecordProjection):
    """税收."""

    name = "tax"
    category = "record/tax"
    tables = (_table("tax"),)


class PerformanceProjection(RecordProjection):
    """绩效评价."""

    name = "performance"
    category = "record/performance"
    tables = (_table("performance"),)


class LandProjection(RecordProjection):
    """土地供应."""

    name = "land"
    category = "record/land"
    tables = (_table("land"),)


class AcceptanceProjection(RecordProjection):
    """竣工投产: who produces has sales and taxes to report."""

    name = "acceptance"
    category = "record/acceptance"
    tables = (_table("acceptance"),)


RECORD_PROJECTIONS = (
    InputsProjection(),
    SalesProjection(),
    TaxProjection(),
    PerformanceProjection(),
    LandProjection(),
    AcceptanceProjection(),
)
"""What profiles are made of."""
