"""The wire forms of 审批备案3.0, as it serves them."""

from pydantic import BaseModel, Field

from zhouqi.sources.serving.paged import ProjectsRecord, Record

__all__ = [
    "AgreementRecord",
    "EnergyRecord",
    "EnvironmentRecord",
    "ExtensionRecord",
    "FilingRecord",
    "InvestmentRecord",
    "LandRecord",
    "PermitRecord",
    "PlanningRecord",
    "ProjectRecord",
    "StatisticsRecord",
]


class ProjectRecord(Record):
    """项目基本信息: a registration."""

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


class ExtensionRecord(BaseModel):
    """补充协议: a milestone's later day."""

    milestone: str | None = Field(description="供地, 开工, 竣工, 投产, 上规 or 达产")
    due: str | None = Field(description="延期至, YYYY-MM-DD")
    approved_on: str | None = Field(description="批准日期, YYYY-MM-DD")
    document: str | None = Field(description="文号")


class AgreementRecord(ProjectsRecord):
    """签约评审: the investment agreement and its review."""

    signed_on: str | None = Field(description="签约日期, YYYY-MM-DD")
    new_land: str | None = Field(description="是否新供地: 是, 否")
    civil_works: str | None = Field(description="是否有土建: 是, 否")
    scale_expected: str | None = Field(description="是否要求上规: 是, 否")
    heavy_asset: str | None = Field(description="是否重资产: 是, 否")
    land_due: str | None = Field(description="约定供地日期, YYYY-MM-DD")
    start_due: str | None = Field(description="约定开工日期, YYYY-MM-DD")
    completion_due: str | None = Field(description="约定竣工日期, YYYY-MM-DD")
    production_within_days: str | None = Field(description="约定投产期限, days from completion")
    scale_within_days: str | None = Field(description="约定上规期限, days from the start of production")
    capacity_within_days: str | None = Field(description="约定达产期限, days from the start of production")
    committed_investment: str | None = Field(description="承诺投资, 万元, two decimals")
    committed_output: str | None = Field(description="承诺产值, 万元 a year, two decimals")
    committed_tax: str | None = Field(description="承诺税收, 万元 a year, two decimals")
    extensions: list[ExtensionRecord] | None = Field(description="补充协议, in the order of approval")
    terminated_on: str | None = Field(description="解除协议日期, YYYY-MM-DD")


class LandRecord(ProjectsRecord):
    """土地供应: the land contract, lease or existing plant."""

    mode: str | None = Field(description="供地方式: 出让, 租赁, 存量厂房")
    land_number: str | None = Field(description="电子监管号")
    contract_on: str | None = Field(description="合同签订日期, YYYY-MM-DD")
    area_hectares: str | None = Field(description="面积, 公顷 (15 亩)")
    price: str | None = Field(description="成交价款, 万元, two decimals")
    handover_on: str | None = Field(description="约定交地时间, YYYY-MM-DD")
    start_due: str | None = Field(description="约定开工时间, YYYY-MM-DD")
    completion_due: str | None = Field(description="约定竣工时间, YYYY-MM-DD")
    started_on: str | None = Field(description="实际开工时间, YYYY-MM-DD")


class FilingRecord(ProjectsRecord):
    """备案立项: the filing; later the owner reports the actual start there."""

    filed_on: str | None = Field(description="备案日期, YYYY-MM-DD")
    document: str | None = Field(description="文号")
    started_on: str | None = Field(description="实际开工日期, YYYY-MM-DD")


class EnergyRecord(ProjectsRecord):
    """节能审查: the energy review."""

    reviewed_on: str | None = Field(description="批复日期, YYYY-MM-DD")
    document: str | None = Field(description="文号")
    energy_tce: str | None = Field(description="年综合能源消费量(等价值), 吨标准煤")


class EnvironmentRecord(ProjectsRecord):
    """环境评估: the environmental assessment."""

    assessed_on: str | None = Field(description="批复日期, YYYY-MM-DD")
    document: str | None = Field(description="文号")
    form: str | None = Field(description="报告书, 报告表, 登记表")


class PlanningRecord(ProjectsRecord):
    """规划许可: the planning permit for the construction."""

    permitted_on: str | None = Field(description="发证日期, YYYY-MM-DD")
    document: str | None = Field(description="证号")


class PermitRecord(ProjectsRecord):
    """施工许可: the construction permit."""

    permitted_on: str | None = Field(description="发证日期, YYYY-MM-DD")
    permit_number: str | None = Field(description="施工许可证号, by which other systems know the site")
    contract_price: str | None = Field(description="合同价格, 万元, two decimals")


class StatisticsRecord(ProjectsRecord):
    """开工入库: entered into a register of the statistics bureau."""

    entered_in: str | None = Field(description="入库类别: 固投入库, 规上入库")
    entered_on: str | None = Field(description="入库日期, YYYY-MM-DD")


class InvestmentRecord(ProjectsRecord):
    """工业/技改投资: investment done since the beginning."""

    period_end: str | None = Field(description="统计截止日期, YYYY-MM-DD")
    invested: str | None = Field(description="累计完成投资, 万元, two decimals")
    equipment: str | None = Field(description="其中设备, 万元, two decimals")
