"""Raw records as 审批备案3.0 delivers them; fictional."""

from __future__ import annotations

from zhouqi.ingest.kinds import Place

PLACE = Place("330529", frozenset({"330529100", "330529101"}))


def project(**changes: object) -> dict[str, object]:
    """A good record of a project, changed as told."""
    return {
        "record_id": "SP-2024-000017",
        "updated_at": "2024-03-05T09:12:00+08:00",
        "project_code": "2403-330529-07-02-123456",
        "project_name": "年产5万套精密轴承技改项目",
        "enterprise_code": "91330523MA2B3C0290",
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
