"""The wire form of 项目基本信息 as 审批备案3.0 serves it."""

from pydantic import BaseModel, Field

from zhouqi.sources.deliveries import SHANGHAI, Delivery

__all__ = ["Page", "ProjectRecord", "on_the_wire"]


class ProjectRecord(BaseModel):
    """A registration as delivered. It may be wrong: a code that fails its check, 1900-01-01 for no date."""

    record_id: str = Field(description="The system's own number of the record; every revision keeps it")
    updated_at: str = Field(description="When this version was entered, ISO 8601 with +08:00")
    project_code: str | None = Field(description="项目代码, GB/T 40058-2021")
    project_name: str | None = Field(description="项目名称")
    enterprise_code: str | None = Field(description="统一社会信用代码, GB 32100-2015")
    enterprise_name: str | None = Field(description="项目单位")
    township_code: str | None = Field(description="所属乡镇(街道), 9 digits")
    industry_code: str | None = Field(description="GB/T 4754-2017: C and 2 to 4 digits")
    construction_nature: str | None = Field(description="建设性质: 新建, 扩建, 迁建, 技术改造, 单纯购置")
    total_investment: str | None = Field(description="总投资, 万元, two decimals")
    land_area_mu: str | None = Field(description="用地面积, 亩, two decimals; null without new land")
    planned_start: str | None = Field(description="拟开工日期, YYYY-MM-DD")
    planned_completion: str | None = Field(description="拟建成日期, YYYY-MM-DD")
    registered_on: str | None = Field(description="赋码备案日期, YYYY-MM-DD")
    withdrawn: bool = Field(description="Whether the registration has been withdrawn (撤销)")


class Page(BaseModel):
    """One page, in the order in which the records were put out."""

    items: list[ProjectRecord]
    next: str = Field(description="Where the next request goes on, whether or not there is more now")
    more: bool = Field(description="Whether there is more at this moment")


def on_the_wire(delivery: Delivery) -> ProjectRecord:
    """Answer a delivery as it is served: its record and the source's time."""
    updated_at = delivery.source_time.astimezone(SHANGHAI).isoformat(timespec="seconds")
    return ProjectRecord.model_validate({**delivery.record, "updated_at": updated_at})
