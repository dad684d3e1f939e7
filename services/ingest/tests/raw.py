"""Raw records as the source systems deliver them, good ones of every kind; fictional."""

from __future__ import annotations

from datetime import date

from zhouqi.ingest.kinds import County

TOWNSHIPS = {"330529100": "澄川街道", "330529101": "溪口镇"}
COUNTY = County("330529", frozenset(TOWNSHIPS), date(2026, 10, 30))
CODE = "2403-330529-07-02-123456"
ENTERPRISE = "91330523MA2B3C0290"
PERMIT = "330529202404180101"
SITE = "3305292024000017"


def project(**changes: object) -> dict[str, object]:
    """A good record of a project, changed as told."""
    return {
        "record_id": "SP-2024-000017",
        "updated_at": "2024-03-05T09:12:00+08:00",
        "project_code": CODE,
        "project_name": "年产5万套精密轴承技改项目",
        "enterprise_code": ENTERPRISE,
        "enterprise_name": "澄川示例轴承有限公司",
        "township_code": "330529100",
        "industry_code": "C3451",
        "construction_nature": "技术改造",
        "total_investment": "12500.00",
        "land_area_mu": "36.50",
        "planned_start": "2024-06-01",
        "planned_completion": "2025-12-31",
        "registered_on": "2024-03-05",
        "withdrawn": False,
        **changes,
    }


def _of_project(name: str, **fields: object) -> dict[str, object]:
    return {
        "record_id": f"{name}-1",
        "updated_at": "2025-03-05T09:12:00+08:00",
        "project_code": CODE,
        "enterprise_code": ENTERPRISE,
        "withdrawn": False,
        **fields,
    }


def _of_site(name: str, **fields: object) -> dict[str, object]:
    return {
        "record_id": f"{name}-1",
        "updated_at": "2025-03-05T09:12:00+08:00",
        "site_code": SITE,
        "permit_number": PERMIT,
        "withdrawn": False,
        **fields,
    }


EXTENSION = {
    "milestone": "开工",
    "due": "2027-01-31",
    "approved_on": "2025-02-01",
    "document": "澄政函〔2025〕3号",
}

GOOD: dict[str, dict[str, object]] = {
    "project": project(),
    "agreement": _of_project(
        "agreement",
        signed_on="2024-02-20",
        new_land="是",
        civil_works="是",
        scale_expected="否",
        heavy_asset="否",
        land_due="2024-08-20",
        start_due=None,
        completion_due=None,
        production_within_days="180",
        scale_within_days="365",
        capacity_within_days="730",
        committed_investment="12500.00",
        committed_output="30000.00",
        committed_tax="900.00",
        extensions=[EXTENSION],
        terminated_on=None,
    ),
    "land": _of_project(
        "land",
        mode="出让",
        land_number="3305292024B00017",
        contract_on="2024-06-11",
        area_hectares="2.4333",
        price="1800.00",
        handover_on="2024-07-11",
        start_due="2025-01-07",
        completion_due="2027-01-07",
        started_on=None,
    ),
    "filing": _of_project(
        "filing", filed_on="2024-03-05", document="2403-330529-07-02-123456", started_on="2024-10-08"
    ),
    "energy": _of_project(
        "energy", reviewed_on="2024-05-05", document="澄发改能审〔2024〕5号", energy_tce="812.30"
    ),
    "environment": _of_project(
        "environment", assessed_on="2024-05-21", document="澄环建〔2024〕17号", form="报告表"
    ),
    "planning": _of_project("planning", permitted_on="2024-07-30", document="建字第330529202400017号"),
    "permit": _of_project(
        "permit", permitted_on="2024-09-18", permit_number=PERMIT, contract_price="6200.00"
    ),
    "statistics": _of_project("statistics", entered_in="固投入库", entered_on="2024-11-10"),
    "investment": _of_project("investment", period_end="2025-02-28", invested="4100.00", equipment="1200.00"),
    "inputs": _of_project("inputs", year="2024", equipment="1200.00", research="88.00", withdrawn=None),
    "attendance": _of_site("attendance", day="2025-03-04", workers="37", manager_present="是"),
    "site": _of_site("site", started_on="2024-10-08", cameras="4", pictured_on="2025-03-04"),
    "acceptance": {
        "record_id": "acceptance-1",
        "updated_at": "2026-03-05T09:12:00+08:00",
        "project_code": CODE,
        "permit_number": PERMIT,
        "accepted_on": "2026-02-10",
        "document": "澄建验备〔2026〕8号",
        "production_on": "2026-03-01",
        "withdrawn": "否",
    },
    "sales": _of_project("sales", period_end="2025-02-28", sales="2100.00"),
    "tax": _of_project("tax", period_end="2025-02-28", tax="61.00"),
    "payment": _of_project(
        "payment", policy="技改设备补助", paid_on="2025-01-20", amount="120.00", withdrawn=None
    ),
    "performance": _of_project(
        "performance", year="2024", grade="B", full_capacity_on=None, output="21000.00"
    ),
}
"""Kind -> a good raw record of it, all of one project."""
