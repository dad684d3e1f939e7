"""What lists of things in the county have alike: where these lie, whose they are, and which department has them."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Protocol

from zhouqi.cockpit.lists.definition import Column
from zhouqi.cockpit.lists.filters import Codes
from zhouqi.service.http.language import Text

UPDATED: Final = Text("更新时间", "Updated")
TOWNSHIP_NAME: Final = "coalesce(row.township_name, row.township)"
DEPARTMENT_NAME: Final = "coalesce(department.name, row.department)"
"""With ``DEPARTMENT``: its name, or its code where the register knows none."""
DEPARTMENT: Final = "left join department on department.code = row.department"
_TOWNSHIP: Final = Text("乡镇", "Township")


class _InTownship(Protocol):
    @property
    def township_name(self) -> str | None: ...


class _OfEnterprise(Protocol):
    @property
    def enterprise(self) -> str | None: ...
    @property
    def enterprise_code(self) -> str | None: ...


class _OfDepartment(Protocol):
    @property
    def department_name(self) -> str | None: ...


class _Updated(Protocol):
    @property
    def updated_at(self) -> datetime: ...


IN_TOWNSHIPS: Final = Codes(
    name="township",
    label=_TOWNSHIP,
    register="townships",
    column="township",
    description="Codes of townships; may be given several times",
)
TOWNSHIP: Final[Column[_InTownship]] = Column("township", _TOWNSHIP, 16, lambda row: row.township_name)
ENTERPRISE: Final[Column[_OfEnterprise]] = Column(
    "enterprise", Text("企业", "Enterprise"), 32, lambda row: row.enterprise
)
ENTERPRISE_CODE: Final[Column[_OfEnterprise]] = Column(
    "enterprise_code", Text("统一社会信用代码", "Social credit code"), 22, lambda row: row.enterprise_code
)
UPDATED_AT: Final[Column[_Updated]] = Column("updated_at", UPDATED, 17, lambda row: row.updated_at)


def of_departments(label: Text) -> Codes:
    """The filter by departments, called ``label``: what the department is to the thing."""
    return Codes(
        name="department",
        label=label,
        register="departments",
        column="department",
        description="Codes of departments; may be given several times",
    )


def department(label: Text) -> Column[_OfDepartment]:
    """The column of the department, called ``label``."""
    return Column("department", label, 26, lambda row: row.department_name)
