"""What ingest says: of registers, records, collections and days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypedDict
from uuid import UUID

from libs.events.tests.contracts.payloads.things import (
    CODE,
    DAY,
    ENTERPRISE,
    PROJECT,
    RULES,
    TOWNSHIP,
    UPDATED,
)
from pydantic import AwareDatetime

from zhouqi.events import Fact
from zhouqi.events.contracts import ingest
from zhouqi.events.contracts.milestone import Extension, Milestone


class _Record(TypedDict):
    project_id: UUID
    source: str
    record_id: str
    updated_at: AwareDatetime
    project_code: str
    enterprise_code: str


def _of(source: str, record_id: str) -> _Record:
    return {
        "project_id": PROJECT,
        "source": source,
        "record_id": record_id,
        "updated_at": UPDATED,
        "project_code": CODE,
        "enterprise_code": ENTERPRISE,
    }


REGISTERS: tuple[Fact, ...] = (
    ingest.TownshipRegistered(code=TOWNSHIP, name="青梧镇"),
    ingest.EnterpriseRegistered(
        code=ENTERPRISE,
        name="澄川示例轴承有限公司",
        township=TOWNSHIP,
        industry="C3451",
        above_scale=True,
        honours=("high_tech", "specialised"),
    ),
    ingest.AccountGranted(
        account="agent-330529100",
        role=ingest.AccountRole.AGENT,
        name="青梧镇代办服务站",
        scope=TOWNSHIP,
    ),
    ingest.AccountRevoked(account="agent-330529100"),
    ingest.CalendarPublished(
        year=2026,
        provisional=False,
        holidays=(date(2026, 10, 1), date(2026, 10, 2)),
        workdays=(date(2026, 10, 10),),
    ),
)

RECORDS: tuple[Fact, ...] = (
    ingest.ProjectRegistered(
        project_id=PROJECT,
        source="approval",
        record_id="SP-2024-000017",
        updated_at=UPDATED,
        code=CODE,
        name="年产5万套精密轴承技改项目",
        enterprise_code=ENTERPRISE,
        enterprise_name="澄川示例轴承有限公司",
        township=TOWNSHIP,
        industry="C3451",
        nature=ingest.Nature.RENOVATION,
        total_investment=Decimal("12500.00"),
        land_area=Decimal("36.50"),
        planned_start=date(2024, 6, 1),
        planned_completion=date(2025, 12, 31),
        registered_on=date(2024, 3, 5),
    ),
    ingest.AgreementReviewed(
        **_of("approval", "QY-2024-000017"),
        signed_on=date(2024, 3, 20),
        new_land=True,
        civil_works=True,
        scale_expected=True,
        heavy_asset=False,
        land_due=date(2024, 9, 16),
        start_due=date(2025, 3, 15),
        completion_due=date(2027, 3, 15),
        production_within=180,
        scale_within=365,
        capacity_within=730,
        investment=Decimal("12500.00"),
        output=Decimal("30000.00"),
        tax=Decimal("900.00"),
        extensions=(
            Extension(
                milestone=Milestone.STARTED,
                due=date(2025, 9, 15),
                approved_on=date(2025, 3, 1),
                document="澄招补〔2025〕3号",
            ),
        ),
        terminated_on=date(2026, 8, 1),
    ),
    ingest.LandSupplied(
        **_of("approval", "GD-2024-000017"),
        mode=ingest.LandMode.TRANSFER,
        land_number="3305292024B00017",
        contract_on=date(2024, 9, 10),
        area=Decimal("36.50"),
        price=Decimal("1460.00"),
        handover_on=date(2024, 10, 10),
        start_due=date(2025, 4, 10),
        completion_due=date(2027, 4, 10),
        started_on=date(2025, 4, 2),
    ),
    ingest.ProjectFiled(
        **_of("approval", "BA-2024-000017"),
        filed_on=date(2024, 4, 1),
        document="澄发改备〔2024〕17号",
        started_on=date(2025, 4, 2),
    ),
    ingest.EnergyReviewed(
        **_of("approval", "JN-2024-000017"),
        reviewed_on=date(2024, 5, 6),
        document="澄发改能审〔2024〕9号",
        energy=Decimal("1250.50"),
    ),
    ingest.EnvironmentAssessed(
        **_of("approval", "HP-2024-000017"),
        assessed_on=date(2024, 6, 7),
        document="湖澄环建〔2024〕21号",
        form=ingest.Assessment.TABLE,
    ),
    ingest.PlanningPermitted(
        **_of("approval", "GH-2024-000017"),
        permitted_on=date(2024, 11, 8),
        document="建字第330529202400017号",
    ),
    ingest.ConstructionPermitted(
        **_of("approval", "SG-2025-000017"),
        permitted_on=date(2025, 3, 9),
        permit_number="330529202503090101",
        contract_price=Decimal("4800.00"),
    ),
    ingest.StatisticsEntered(
        **_of("approval", "RK-2025-000017"),
        entered_in=ingest.StatisticsRegister.ABOVE_SCALE,
        entered_on=date(2025, 5, 10),
    ),
    ingest.InvestmentReported(
        **_of("approval", "TZ-2025-000017"),
        period_end=date(2025, 6, 30),
        invested=Decimal("3200.00"),
        equipment=Decimal("1100.00"),
    ),
    ingest.InputsReported(
        **_of("payment", "TR-2025-000017"),
        year=2025,
        equipment=Decimal("1800.00"),
        research=Decimal("260.00"),
    ),
    ingest.AttendanceReported(
        **_of("realname", "KQ-2025-000017"),
        site_code="3305292025000017",
        permit_number="330529202503090101",
        day=date(2025, 7, 1),
        workers=64,
        manager_present=True,
    ),
    ingest.SitePictured(
        **_of("smartsite", "GD-2025-000017"),
        site_code="3305292025000017",
        permit_number="330529202503090101",
        started_on=date(2025, 4, 2),
        cameras=6,
        pictured_on=date(2025, 7, 1),
    ),
    ingest.AcceptanceRecorded(
        **_of("acceptance", "YS-2026-000017"),
        accepted_on=date(2026, 2, 3),
        document="330529202602030101",
        production_on=date(2026, 4, 1),
        permit_number="330529202503090101",
    ),
    ingest.SalesReported(
        **_of("performance", "XS-2026-000017"), period_end=date(2026, 9, 30), sales=Decimal("21000.00")
    ),
    ingest.TaxReported(
        **_of("performance", "SS-2026-000017"), period_end=date(2026, 9, 30), tax=Decimal("730.00")
    ),
    ingest.PolicyPaymentRecorded(
        **_of("payment", "DF-2026-000017"),
        policy="技术改造补助",
        paid_on=date(2026, 9, 1),
        amount=Decimal("120.00"),
    ),
    ingest.PerformanceEvaluated(
        **_of("performance", "JX-2026-000017"),
        year=2025,
        grade=ingest.Grade.B,
        full_capacity_on=date(2026, 10, 1),
        output=Decimal("29000.00"),
    ),
    ingest.RecordLinked(
        kind="site",
        source="smartsite",
        record_id="GD-2025-000017",
        project_id=PROJECT,
        matched_by="permit_number",
    ),
    ingest.RecordWithdrawn(kind="project", source="approval", record_id="SP-2024-000017", updated_at=UPDATED),
    ingest.RecordRejected(
        kind="project",
        source="approval",
        record_id="SP-2024-000017",
        delivery="0f2c",
        findings=(ingest.Finding(field="enterprise_code", code="malformed"),),
    ),
)

DAYS: tuple[Fact, ...] = (
    ingest.ConnectionChanged(
        project_id=PROJECT,
        applicable=("project", "agreement", "land", "filing"),
        connected=("project", "agreement"),
        awaited=(ingest.Awaited(kind="land", until=DAY),),
        rules=RULES,
    ),
    ingest.CollectionCompleted(
        kind="project", source="approval", read=9, accepted=5, unchanged=3, rejected=1
    ),
    ingest.CollectionFailed(
        kind="project",
        source="approval",
        cause=ingest.FailureCause.THROTTLED,
        detail="429",
        read=4,
        accepted=2,
        unchanged=1,
        rejected=1,
    ),
    ingest.DayClosed(date=DAY, counted={"ProjectRegistered": 512, "RecordLinked": 40}, late=("attendance",)),
)

INGEST = (*REGISTERS, *RECORDS, *DAYS)
