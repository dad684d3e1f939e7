"""项目基本信息: a project's basic information, from 审批备案3.0; owned by 发改."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid5

from zhouqi.events.contracts.ingest import Nature, ProjectRegistered
from zhouqi.ingest.codes import (
    is_credit_code,
    is_industry,
    is_project_code,
    read_amount,
    read_day,
)
from zhouqi.ingest.kinds.kind import Kind, Place, Title
from zhouqi.ingest.reading import Fields, checked, moment

_PROJECTS = UUID("0b6d2c50-5f3c-5c57-9d55-5a3f3f1b0c01")
_NATURES = {
    "新建": Nature.NEW,
    "扩建": Nature.EXPANSION,
    "迁建": Nature.RELOCATION,
    "技术改造": Nature.RENOVATION,
    "单纯购置": Nature.PURCHASE,
}


def project_id(county: str, source: str, record_id: str) -> UUID:
    """The county's own id of a project: from the county and the record that first registered it."""
    return uuid5(_PROJECTS, f"{county}/{source}/{record_id}")


def _nature(text: str) -> Nature:
    try:
        return _NATURES[text]
    except KeyError:
        raise ValueError(text) from None


def _read(fields: Fields, place: Place) -> ProjectRegistered | None:
    record_id = fields.required("record_id", str)
    updated_at = fields.required("updated_at", moment)
    code = fields.required("project_code", checked(is_project_code))
    name = fields.required("project_name", str)
    enterprise_code = fields.required("enterprise_code", checked(is_credit_code))
    township = fields.required("township_code", str)
    if township is not None and township not in place.townships:
        fields.wrong("township_code", "unknown")
    registered_on = fields.required("registered_on", read_day)
    enterprise_name = fields.optional("enterprise_name", str)
    industry = fields.optional("industry_code", checked(is_industry))
    nature = fields.optional("construction_nature", _nature)
    total_investment = fields.optional("total_investment", read_amount)
    land_area = fields.optional("land_area_mu", read_amount)
    planned_start = fields.optional("planned_start", read_day)
    planned_completion = fields.optional("planned_completion", read_day)
    if (
        fields.findings
        or record_id is None
        or updated_at is None
        or code is None
        or name is None
        or enterprise_code is None
        or township is None
        or registered_on is None
    ):
        return None
    return ProjectRegistered(
        project_id=project_id(place.county, PROJECT.source, record_id),
        source=PROJECT.source,
        record_id=record_id,
        updated_at=updated_at,
        code=code,
        name=name,
        enterprise_code=enterprise_code,
        enterprise_name=enterprise_name,
        township=township,
        industry=industry,
        nature=nature,
        total_investment=total_investment,
        land_area=land_area,
        planned_start=planned_start,
        planned_completion=planned_completion,
        registered_on=registered_on,
    )


PROJECT = Kind(
    name="project",
    title=Title("项目基本信息", "Basic information of the project"),
    source="approval",
    path="/approval/v3/projects",
    department="reform",
    every=timedelta(hours=6),
    read=_read,
)
