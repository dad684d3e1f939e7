"""绩效评价: sales, taxes and yearly evaluations by paged REST."""

from zhouqi.sources.performance.system import PERFORMANCE

__all__ = ["PERFORMANCE"]
