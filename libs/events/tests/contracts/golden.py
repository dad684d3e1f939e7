"""One full payload of every version of every contract, as it was once written, and its files."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from zhouqi.events import Fact
from zhouqi.events.contracts.ingest import (
    CollectionCompleted,
    CollectionFailed,
    DayClosed,
    Finding,
    Nature,
    ProjectRegistered,
    RecordRejected,
    RecordWithdrawn,
    TownshipRegistered,
)
from zhouqi.events.contracts.lifecycle import Milestone, MilestonePlanned

FOLDER = Path(__file__).parent / "golden"
SCHEMAS = Path(__file__).parents[2] / "schemas"
_PROJECT = UUID("8da949b4-06f0-52f7-9b2e-6854d05e6429")
_UPDATED = datetime(2024, 3, 5, 1, 12, tzinfo=UTC)

CURRENT: tuple[Fact, ...] = (
    TownshipRegistered(code="330529100", name="青梧镇"),
    ProjectRegistered(
        project_id=_PROJECT,
        source="approval",
        record_id="SP-2024-000017",
        updated_at=_UPDATED,
        code="2403-330529-07-02-123456",
        name="年产5万套精密轴承技改项目",
        enterprise_code="91330523MA2B3C0290",
        enterprise_name="澄川示例轴承有限公司",
        township="330529100",
        industry="C3451",
        nature=Nature.RENOVATION,
        total_investment=Decimal("12500.00"),
        land_area=Decimal("36.50"),
        planned_start=date(2024, 6, 1),
        planned_completion=date(2025, 12, 31),
        registered_on=date(2024, 3, 5),
    ),
    RecordWithdrawn(kind="project", source="approval", record_id="SP-2024-000017", updated_at=_UPDATED),
    RecordRejected(
        kind="project",
        source="approval",
        record_id="SP-2024-000017",
        delivery="0f2c",
        findings=(Finding(field="enterprise_code", code="malformed"),),
    ),
    CollectionCompleted(kind="project", source="approval", read=9, accepted=5, unchanged=3, rejected=1),
    CollectionFailed(kind="project", source="approval", cause="unreachable", read=4),
    DayClosed(date=date(2026, 10, 30)),
    MilestonePlanned(
        project_id=_PROJECT,
        milestone=Milestone.STARTED,
        due=date(2024, 6, 1),
        basis="record/project/approval-SP-2024-000017",
    ),
)
"""A fact of every current contract, with every field set."""


def file(fact: Fact) -> Path:
    """Where the payload of the fact's version is kept."""
    return FOLDER / fact.type() / f"{fact.schema_version}.json"
