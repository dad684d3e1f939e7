"""What lifecycle and warning say: of milestones, stalls and lights."""

from __future__ import annotations

from datetime import date

from libs.events.tests.contracts.payloads.things import DAY, PROJECT, RULES

from zhouqi.events import Fact
from zhouqi.events.contracts import lifecycle, warning
from zhouqi.events.contracts.lifecycle import Milestone

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
    lifecycle.ProgressClosed(date=DAY, counted={"MilestoneReached": 1800, "ProjectSigned": 500}),
)

WARNING: tuple[Fact, ...] = (
    warning.LightChanged(
        project_id=PROJECT,
        light=warning.Light.RED,
        stall=warning.Stall.NO_START,
        overdue=45,
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
        by=warning.ClearedBy.EXTENDED,
    ),
    warning.StallReopened(
        project_id=PROJECT, stall=warning.Stall.NO_START, since=date(2025, 9, 16), day=DAY, rules=RULES
    ),
    warning.StallRetracted(
        project_id=PROJECT, stall=warning.Stall.NO_START, since=date(2025, 9, 16), day=DAY, rules=RULES
    ),
)
