"""The twelve departments of the county that hold data on industrial projects or act on them."""

from dataclasses import dataclass

__all__ = ["DEPARTMENTS", "Department"]


@dataclass(frozen=True, slots=True)
class Department:
    """A department: a short code for accounts and scopes, its short name, and its full one without the county's."""

    code: str
    name: str
    full_name: str


DEPARTMENTS = (
    Department("industry", "经信", "经济和信息化局"),
    Department("reform", "发改", "发展和改革局"),
    Department("commerce", "商务", "商务局"),
    Department("construction", "住建", "住房和城乡建设局"),
    Department("planning", "自然资源和规划", "自然资源和规划局"),
    Department("environment", "生态环境", "生态环境分局"),
    Department("statistics", "统计", "统计局"),
    Department("labour", "人社", "人力资源和社会保障局"),
    Department("tax", "税务", "税务局"),
    Department("finance", "财政", "财政局"),
    Department("science", "科技", "科学技术局"),
    Department("market", "市场监管", "市场监督管理局"),
)
