"""Records as sources might state them, for tests that tell a project's life."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from zhouqi.events.contracts.ingest import (
    AcceptanceRecorded,
    AgreementReviewed,
    LandMode,
    LandSupplied,
    PerformanceEvaluated,
    ProjectFiled,
    RecordFact,
    SitePictured,
    StatisticsEntered,
    StatisticsRegister,
)
from zhouqi.lifecycle.claims import KINDS, AnyClaim, claim

PROJECT = UUID(int=7)
UPDATED = datetime(2026, 9, 1, 2, tzinfo=UTC)
_NAMES = {fact: kind for kind, fact in KINDS.items()}


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
    return PerformanceEvaluated(**_common(record_id, project, UPDATED), year=2026, **says)


def stream(fact: RecordFact) -> str:
    """The stream of the record of ``fact``."""
    return f"record/{_NAMES[type(fact)]}/{fact.source}-{fact.record_id}"


def claimed(*facts: RecordFact) -> tuple[AnyClaim, ...]:
    """What these records claim."""
    said = (claim(fact, stream(fact)) for fact in facts)
    return tuple(one for one in said if one is not None)
