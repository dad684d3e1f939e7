"""What lifecycle and warning say: of milestones, stalls and lights."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from libs.events.tests.contracts.payloads.things import DAY, PROJECT, RULES

from zhouqi.events import Fact
from zhouqi.events.contracts import lifecycle, warning
from zhouqi.events.contracts.lifecycle import Milestone

REQUEST = UUID("5c2c7a76-6c0f-5a0e-8d34-3f6b4d5a1c01")
_AGREEMENT = "record/agreement/approval-QY-2024-000017"
_LAND = "record/land/approval-GD-2024-000017"

LIFECYCLE: tuple[Fact, ...] = (
    lifecycle.ProjectSigned(
        project_id=PROJECT,
        signed_on=date(2024, 3, 20),
        new_land=True,
        civil_works=True,
        scale_expected=True,
        heavy_asset=False,
        filed=True,
        filed_on=date(2024, 4, 1),
        production_within=180,
        scale_within=365,
        capacity_within=730,
        basis=_AGREEMENT,
    ),
    lifecycle.ProjectAssigned(project_id=PROJECT, department="commerce", agent="agent-330529100"),
    lifecycle.MilestonePlanned(
        project_id=PROJECT,
        milestone=Milestone.STARTED,
        due=date(2024, 6, 1),
        basis="record/project/approval-SP-2024-000017",
    ),
    lifecycle.MilestoneReached(
        project_id=PROJECT,
        milestone=Milestone.LAND,
        on=date(2024, 9, 10),
        counts_from=date(2024, 10, 10),
        basis=_LAND,
        document="3305292024B00017",
    ),
    lifecycle.MilestoneCorrected(
        project_id=PROJECT,
        milestone=Milestone.LAND,
        reached=True,
        on=date(2024, 9, 12),
        counts_from=date(2024, 10, 12),
        basis=_LAND,
        document="3305292024B00017",
    ),
    lifecycle.MilestoneExtended(
        project_id=PROJECT,
        milestone=Milestone.STARTED,
        due=date(2025, 9, 15),
        approved_on=date(2025, 3, 1),
        basis=_AGREEMENT,
        document="澄招补〔2025〕3号",
    ),
    lifecycle.ProjectTerminated(
        project_id=PROJECT, on=date(2026, 8, 1), basis=_AGREEMENT, document="澄招终〔2026〕2号"
    ),
    lifecycle.ProjectResumed(project_id=PROJECT, basis=_AGREEMENT),
    lifecycle.ProjectActRequested(
        project_id=PROJECT,
        request=REQUEST,
        act=lifecycle.Act.TAKE_BACK_EXTENSION,
        milestone=Milestone.STARTED,
        on=date(2026, 8, 1),
        due=date(2026, 12, 31),
        approved_on=date(2026, 3, 1),
        reason="原审批依据的规划条件已撤销",
        document="澄住建撤〔2026〕4号",
        account="department-construction",
        concerns=(lifecycle.Concern.LONG_EXTENSION,),
        rules="2026-1",
    ),
    lifecycle.ProjectActDecided(
        project_id=PROJECT,
        request=REQUEST,
        act=lifecycle.Act.TAKE_BACK_EXTENSION,
        milestone=Milestone.STARTED,
        granted=True,
        reason="情况属实",
        account="dispatcher",
    ),
    lifecycle.ProjectEnteredLate(
        project_id=PROJECT,
        account="dispatcher",
        occurred_at=datetime(2026, 10, 27, 1, 30, tzinfo=UTC),
        entered_at=datetime(2026, 10, 29, 8, 15, tzinfo=UTC),
        reason="网络中断三日，恢复后补录",
        document="澄经信〔2026〕58号",
        takeover=False,
    ),
    lifecycle.ProgressClosed(date=DAY, counted={"MilestoneReached": 1800, "ProjectSigned": 500}),
)

WARNING: tuple[Fact, ...] = (
    warning.LightChanged(
        project_id=PROJECT,
        light=warning.Light.RED,
        stall=warning.Stall.NO_START,
        due=date(2026, 9, 15),
        day=DAY,
        rules=RULES,
    ),
    warning.StallDetected(
        project_id=PROJECT,
        stall=warning.Stall.NO_START,
        since=date(2025, 9, 16),
        day=DAY,
        rules=RULES,
        due=date(2025, 9, 15),
    ),
    warning.StallCleared(
        project_id=PROJECT,
        stall=warning.Stall.NO_START,
        since=date(2025, 9, 16),
        day=DAY,
        rules=RULES,
        until=date(2025, 12, 1),
        by=warning.ClearedBy.RULES,
    ),
    warning.StallReopened(
        project_id=PROJECT, stall=warning.Stall.NO_START, since=date(2025, 9, 16), day=DAY, rules=RULES
    ),
    warning.StallRetracted(
        project_id=PROJECT, stall=warning.Stall.NO_START, since=date(2025, 9, 16), day=DAY, rules=RULES
    ),
    warning.WarningClosed(date=DAY, counted={"LightChanged": 612, "StallDetected": 139}),
    warning.DelayForecast(
        project_id=PROJECT,
        milestone=lifecycle.Milestone.STARTED,
        day=DAY,
        due=date(2026, 12, 15),
        late=Decimal("0.412"),
        reached_within_180=Decimal("0.873"),
        expected=date(2026, 12, 2),
        earliest=date(2026, 11, 12),
        latest=date(2027, 6, 20),
        reasons=(
            warning.ForecastReason(ground=warning.ForecastGround.PREVIOUS_LATE, sooner=False),
            warning.ForecastReason(ground=warning.ForecastGround.DUE_IN, sooner=True),
        ),
        learned_from=399,
        model="hazard-1",
        rules=RULES,
    ),
)
