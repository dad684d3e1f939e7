"""项目基本信息: a project's basic information, from 审批备案3.0; owned by 发改."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID, uuid5

from zhouqi.events.contracts.ingest import Nature, ProjectRegistered
from zhouqi.ingest.fields.codes import is_credit_code, is_industry, is_project_code, read_amount, read_day
from zhouqi.ingest.fields.parsing import Fields, matching, public_name, text_line
from zhouqi.ingest.kinds.kind import County, Field, Identifies, Kind
from zhouqi.ingest.kinds.shared_fields import one_of
from zhouqi.ingest.kinds.wire import Rest
from zhouqi.service.http.language import Text

_PROJECTS = UUID("0b6d2c50-5f3c-5c57-9d55-5a3f3f1b0c01")
_NATURES = {
    "新建": Nature.NEW,
    "扩建": Nature.EXPANSION,
    "迁建": Nature.RELOCATION,
    "技术改造": Nature.RENOVATION,
    "单纯购置": Nature.PURCHASE,
}
_SOURCE = "approval"


def project_id(county: str, source: str, record_id: str) -> UUID:
    """The county's own id of a project: from the county and the record that first registered it."""
    return uuid5(_PROJECTS, f"{county}/{source}/{record_id}")


def _more(fields: Fields, county: County) -> Mapping[str, object]:
    """The project's id; and its township must be one of the county's."""
    township, record_id = fields.raw.get("township_code"), fields.raw.get("record_id")
    if isinstance(township, str) and township and township not in county.townships:
        fields.add_finding("township_code", "unknown")
    return {"project_id": project_id(county.id, _SOURCE, str(record_id))}


PROJECT = Kind(
    name="project",
    title=Text("项目基本信息", "Project basics"),
    source=_SOURCE,
    wire=Rest("/approval/v3/projects"),
    department="reform",
    every=timedelta(hours=12),
    fact=ProjectRegistered,
    fields=(
        Field("project_code", matching(is_project_code), required=True, contract_name="code"),
        Field("project_name", text_line(), required=True, contract_name="name"),
        Field("enterprise_code", matching(is_credit_code), required=True),
        Field("township_code", str, required=True, contract_name="township"),
        Field("registered_on", read_day, required=True, happened=True),
        Field("enterprise_name", public_name),
        Field("industry_code", matching(is_industry), contract_name="industry"),
        Field("construction_nature", one_of(_NATURES), contract_name="nature"),
        Field("total_investment", read_amount),
        Field("land_area_mu", read_amount, contract_name="land_area"),
        Field("planned_start", read_day),
        Field("planned_completion", read_day),
    ),
    more=_more,
    identifies=Identifies("project_code"),
    rank=0,
)
