"""The twelve departments of the county that hold data on industrial projects or act on them."""

from dataclasses import dataclass

__all__ = ["DEPARTMENTS", "Department"]


@dataclass(frozen=True, slots=True)
class Department:
    """A department: a short code for accounts and scopes, and its short name."""

    code: str
    name: str


DEPARTMENTS = (
    Department("industry", "经信"),
    Department("reform", "发改"),
    Department("commerce", "商务"),
    Department("construction", "住建"),
    Department("planning", "自然资源和规划"),
    Department("environment", "生态环境"),
    Department("statistics", "统计"),
    Department("labour", "人社"),
    Department("tax", "税务"),
    Department("finance", "财政"),
    Department("science", "科技"),
    Department("market", "市场监管"),
)
