"""绩效评价: what it serves, and where."""

from zhouqi.sources.deliveries import Kind
from zhouqi.sources.performance import record
from zhouqi.sources.serving.paged import Endpoint, Page, System

__all__ = ["PERFORMANCE"]

PERFORMANCE = System(
    "绩效评价",
    "/performance/v1",
    (
        Endpoint(Kind.SALES, "sales", "销售", Page[record.SalesRecord]),
        Endpoint(Kind.TAX, "taxes", "税收", Page[record.TaxRecord]),
        Endpoint(Kind.PERFORMANCE, "evaluations", "绩效评价", Page[record.EvaluationRecord]),
    ),
)
