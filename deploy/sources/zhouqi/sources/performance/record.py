"""The wire forms of 绩效评价, as it serves them."""

from pydantic import Field

from zhouqi.sources.serving.paged import ProjectsRecord

__all__ = ["EvaluationRecord", "SalesRecord", "TaxRecord"]


class SalesRecord(ProjectsRecord):
    """销售: the project's sales in the twelve months up to a day."""

    period_end: str | None = Field(description="统计截止日期, YYYY-MM-DD")
    sales: str | None = Field(description="近12个月销售收入, 万元, two decimals")


class TaxRecord(ProjectsRecord):
    """税收: the taxes that the project paid in the twelve months up to a day."""

    period_end: str | None = Field(description="统计截止日期, YYYY-MM-DD")
    tax: str | None = Field(description="近12个月税收, 万元, two decimals")


class EvaluationRecord(ProjectsRecord):
    """绩效评价: the yearly evaluation."""

    year: str | None = Field(description="评价年度")
    grade: str | None = Field(description="亩均评价等级: A, B, C, D")
    full_capacity_on: str | None = Field(description="达产认定日期, YYYY-MM-DD")
    output: str | None = Field(description="年产值, 万元, two decimals")
