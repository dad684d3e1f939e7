"""The county's own registers 名录: townships, enterprises, accounts, working days."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from zhouqi.events.contracts.fact import Code, Day, Fact, ShortText


class TownshipRegistered(Fact):
    """A township 乡镇 is part of the county. Stream ``register/township/<code>``."""

    code: Code
    name: ShortText


class EnterpriseRegistered(Fact):
    """An enterprise is in the county's register, anew or changed. Stream ``register/enterprise/<uscc>``.

    ``above_scale``: in the statistics register of firms above scale 规上. ``honours`` are codes, such as
    ``high_tech`` 高新技术企业 or ``specialised`` 专精特新. Absent: the register does not say.
    """

    schema_version: ClassVar[int] = 2

    code: Code
    name: ShortText
    township: Code | None = None
    industry: Code | None = None
    above_scale: bool | None = None
    honours: Annotated[tuple[Code, ...] | None, Field(max_length=20)] = None


class AccountRole(StrEnum):
    """What an account is to the county."""

    LEADER = "leader"
    DISPATCHER = "dispatcher"
    DEPARTMENT = "department"
    TOWNSHIP = "township"
    AGENT = "agent"
    ENTERPRISE = "enterprise"
    OPERATOR = "operator"


class AccountGranted(Fact):
    """An account may act in a role within a scope. Stream ``register/account/<account>``.

    ``name`` is that of an office or organisation, never of a person. ``scope`` is the code of its
    township, department or enterprise; absent: the whole county.
    """

    account: Code
    role: AccountRole
    name: ShortText
    scope: Code | None = None


class AccountRevoked(Fact):
    """An account may act no more. Stream ``register/account/<account>``."""

    account: Code


class CalendarPublished(Fact):
    """The working days of a year. Stream ``register/calendar/<year>``.

    Monday to Friday are worked but for ``holidays``; ``workdays`` are weekend days that are worked 调休.
    ``provisional``: the yearly notice is not out, the exceptions are not known yet.
    """

    year: Annotated[int, Field(ge=2000, le=2100)]
    provisional: bool
    holidays: Annotated[tuple[Day, ...], Field(max_length=60)] = ()
    workdays: Annotated[tuple[Day, ...], Field(max_length=60)] = ()
