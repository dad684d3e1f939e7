"""Records as a source states them: each kind as a fact, and the stream that it is published in."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from zhouqi.events import Fact
from zhouqi.events.contracts.ingest import (
    AcceptanceRecorded,
    AgreementReviewed,
    InputsReported,
    LandMode,
    LandSupplied,
    PerformanceEvaluated,
    ProjectFiled,
    RecordFact,
    RecordLinked,
    SalesReported,
    SitePictured,
    StatisticsEntered,
    StatisticsRegister,
    TaxReported,
)

PROJECT = UUID(int=7)
UPDATED = datetime(2026, 9, 1, 2, tzinfo=UTC)
_KINDS: Final[dict[type[RecordFact], str]] = {
    AgreementReviewed: "agreement",
    LandSupplied: "land",
    ProjectFiled: "filing",
    SitePictured: "site",
    AcceptanceRecorded: "acceptance",
    StatisticsEntered: "statistics",
    InputsReported: "inputs",
    SalesReported: "sales",
    TaxReported: "tax",
    PerformanceEvaluated: "performance",
}


def day(text: str) -> date:
    """A day."""
    return date.fromisoformat(text)


def _common(record_id: str, project: UUID | None, updated_at: datetime) -> dict[str, Any]:
    return {"project_id": project, "source": "approval", "record_id": record_id, "updated_at": updated_at}


def agreement(
    record_id: str = "A1", *, project: UUID | None = PROJECT, updated_at: datetime = UPDATED, **says: Any
) -> AgreementReviewed:
    """An agreement over new land with works, of an enterprise that is expected to grow."""
    traits = {"new_land": True, "civil_works": True, "scale_expected": True, "heavy_asset": False}
    return AgreementReviewed(**_common(record_id, project, updated_at), **{**traits, **says})


def land(record_id: str = "L1", *, project: UUID | None = PROJECT, **says: Any) -> LandSupplied:
    """A land contract."""
    return LandSupplied(**_common(record_id, project, UPDATED), mode=LandMode.TRANSFER, **says)


def filing(record_id: str = "F1", *, project: UUID | None = PROJECT, **says: Any) -> ProjectFiled:
    """A filing."""
    return ProjectFiled(**_common(record_id, project, UPDATED), **says)


def site(record_id: str = "S1", *, project: UUID | None = PROJECT, **says: Any) -> SitePictured:
    """A site in sight."""
    return SitePictured(
        **_common(record_id, project, UPDATED), site_code="3305292026100001", cameras=2, **says
    )


def acceptance(record_id: str = "C1", *, project: UUID | None = PROJECT, **says: Any) -> AcceptanceRecorded:
    """An acceptance."""
    return AcceptanceRecorded(**_common(record_id, project, UPDATED), **says)


def above_scale(record_id: str = "R1", *, project: UUID | None = PROJECT, **says: Any) -> StatisticsEntered:
    """An entry into the register above scale."""
    register = StatisticsRegister.ABOVE_SCALE
    return StatisticsEntered(**_common(record_id, project, UPDATED), entered_in=register, **says)


def performance(
    record_id: str = "P1", *, project: UUID | None = PROJECT, **says: Any
) -> PerformanceEvaluated:
    """A yearly evaluation."""
    return PerformanceEvaluated(**_common(record_id, project, UPDATED), **{"year": 2026, **says})


def stream(fact: RecordFact) -> str:
    """The stream of the record of ``fact``."""
    return f"record/{_KINDS[type(fact)]}/{fact.source}-{fact.record_id}"


def inputs(record_id: str = "I1", *, project: UUID | None = PROJECT, **says: Any) -> InputsReported:
    """What went into a project in a year, in 万元."""
    return InputsReported(**_common(record_id, project, UPDATED), **says)


def sales(record_id: str = "N1", *, project: UUID | None = PROJECT, **says: Any) -> SalesReported:
    """A project's sales of twelve months, in 万元."""
    return SalesReported(**_common(record_id, project, UPDATED), **says)


def tax(record_id: str = "T1", *, project: UUID | None = PROJECT, **says: Any) -> TaxReported:
    """A project's taxes of twelve months, in 万元."""
    return TaxReported(**_common(record_id, project, UPDATED), **says)


def stated(fact: RecordFact) -> tuple[str, Fact]:
    """The source states it."""
    return stream(fact), fact


def linked(fact: RecordFact, project: UUID, matched_by: str) -> tuple[str, Fact]:
    """The record, which waited, is found to be of ``project``."""
    found = RecordLinked(
        kind=_KINDS[type(fact)],
        source=fact.source,
        record_id=fact.record_id,
        project_id=project,
        matched_by=matched_by,
    )
    return stream(fact), found
