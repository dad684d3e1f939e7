"""What policy says: policies, profiles and matches."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from libs.events.tests.contracts.payloads.things import DAY, ENTERPRISE, TOWNSHIP

from zhouqi.events import Fact
from zhouqi.events.contracts import policy
from zhouqi.events.contracts.ingest import Grade

POLICY: tuple[Fact, ...] = (
    policy.PolicyPublished(
        policy="equipment-subsidy",
        version=2,
        zh="技术改造补助",
        en="Subsidy for technical renovation",
        department="industry",
        begins=date(2026, 1, 1),
        ends=date(2027, 12, 31),
        effective=date(2026, 7, 1),
        conditions=(
            policy.Condition(
                code="equipment",
                zh="年度设备投资不低于500万元",
                en="Equipment of at least 5 million yuan in the year",
                expression="equipment >= 500",
            ),
        ),
        amount="equipment * 0.08",
        ceiling=Decimal("300.00"),
    ),
    policy.PolicyWithdrawn(policy="equipment-subsidy"),
    policy.EnterpriseProfiled(
        enterprise=ENTERPRISE,
        name="澄川示例轴承有限公司",
        township=TOWNSHIP,
        industry="C3451",
        above_scale=True,
        honours=("high_tech",),
        projects=2,
        land_area=Decimal("36.50"),
        equipment=Decimal("1800.00"),
        research=Decimal("260.00"),
        sales=Decimal("21000.00"),
        tax=Decimal("730.00"),
        grade=Grade.B,
    ),
    policy.PoliciesMatched(
        enterprise=ENTERPRISE,
        day=DAY,
        matches=(
            policy.Match(
                policy="equipment-subsidy",
                version=2,
                verdict=policy.Verdict.MET,
                amount=Decimal("144.00"),
                reasons=(policy.Reason(condition="equipment", verdict=policy.Verdict.MET),),
            ),
            policy.Match(
                policy="research-reward",
                version=1,
                verdict=policy.Verdict.UNKNOWN,
                reasons=(
                    policy.Reason(
                        condition="intensity",
                        verdict=policy.Verdict.UNKNOWN,
                        missing=(policy.Missing(field="sales", department="industry"),),
                    ),
                ),
                missing=(policy.Missing(field="sales", department="industry"),),
            ),
        ),
    ),
)
