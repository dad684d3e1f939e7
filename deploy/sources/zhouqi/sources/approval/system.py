"""审批备案3.0: what it serves, and where."""

from zhouqi.sources.approval import record
from zhouqi.sources.deliveries import Kind
from zhouqi.sources.serving.paged import Endpoint, Page, System

__all__ = ["APPROVAL"]

APPROVAL = System(
    "审批备案3.0",
    "/approval/v3",
    (
        Endpoint(Kind.PROJECT, "projects", "项目基本信息", Page[record.ProjectRecord]),
        Endpoint(Kind.AGREEMENT, "agreements", "签约评审", Page[record.AgreementRecord]),
        Endpoint(Kind.LAND, "lands", "土地供应", Page[record.LandRecord]),
        Endpoint(Kind.FILING, "filings", "备案立项", Page[record.FilingRecord]),
        Endpoint(Kind.ENERGY, "energy-reviews", "节能审查", Page[record.EnergyRecord]),
        Endpoint(Kind.ENVIRONMENT, "environment-assessments", "环境评估", Page[record.EnvironmentRecord]),
        Endpoint(Kind.PLANNING, "planning-permits", "规划许可", Page[record.PlanningRecord]),
        Endpoint(Kind.PERMIT, "construction-permits", "施工许可", Page[record.PermitRecord]),
        Endpoint(Kind.STATISTICS, "statistics-entries", "开工入库", Page[record.StatisticsRecord]),
        Endpoint(Kind.INVESTMENT, "investments", "工业/技改投资", Page[record.InvestmentRecord]),
    ),
)
