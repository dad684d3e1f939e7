"""The list of projects."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from zhouqi.cockpit.kit.answer import Answer, Page
from zhouqi.cockpit.milestones.schemas import Stage
from zhouqi.events.contracts.warning import Light, Stall


class Sort(StrEnum):
    """What a list of projects can be ordered by. Descending, red lights and the longest overdue come first."""

    NAME = "name"
    ENTERPRISE = "enterprise"
    TOWNSHIP = "township"
    INVESTMENT = "investment"
    PLANNED_START = "planned_start"
    PLANNED_COMPLETION = "planned_completion"
    REGISTERED_ON = "registered_on"
    UPDATED_AT = "updated_at"
    LIGHT = "light"
    OVERDUE = "overdue"


class ProjectRow(Answer):
    """One project, as lists and the export show it.

    ``light`` is unknown while nobody has judged it; ``light_stall`` is the stall that gives it and
    ``overdue`` the days by which that is past its due day at the last close, negative before it.
    ``stalls`` are those that are open. ``full_view``: every kind of data that applies is connected;
    ``connected`` of ``applicable`` kinds are, null while ingest has said neither. ``department`` leads it and
    ``agent`` accompanies it.
    ``updated_at`` is when the source last entered it or lifecycle last decided on it.
    """

    id: UUID
    name: str
    code: str
    enterprise: str | None
    enterprise_code: str
    township: str
    township_name: str
    industry: str | None
    industry_name: str | None
    nature: str | None
    investment: Decimal | None
    land_area: Decimal | None
    planned_start: date | None
    planned_completion: date | None
    registered_on: date | None
    stage: Stage
    light: Light
    light_stall: Stall | None
    overdue: int | None
    stalls: list[Stall]
    full_view: bool
    connected: int | None
    applicable: int | None
    department: str | None
    department_name: str | None
    agent: str | None
    agent_name: str | None
    terminated_on: date | None
    withdrawn: bool
    stuck: bool
    updated_at: datetime


class ProjectPage(Page[ProjectRow]):
    """One page of a list. ``first`` is the place of its first row among ``total``, counted from 1."""


class ProjectName(Answer):
    """What a project is called, and where it lies."""

    id: UUID
    name: str
    township_name: str
