"""The list of projects and its figures."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from zhouqi.cockpit.api.answers.base import Answer, Page
from zhouqi.cockpit.stage import Stage
from zhouqi.events.contracts.warning import Light, Stall


class Status(StrEnum):
    """Which projects a list shows."""

    REGISTERED = "registered"
    """Registered and not withdrawn: the county's stock. What a list shows unless asked otherwise."""
    STUCK = "stuck"
    """Registered, and one of the project's streams is stuck: what is shown may be behind."""
    UNPLANNED = "unplanned"
    """Registered, with no planned start or no planned completion."""
    WITHDRAWN = "withdrawn"
    """Taken back by the source."""
    ALL = "all"


class Stalled(StrEnum):
    """Whether a project had a stall 六未 (``found``), and whether one of them is open or all are cleared 销号."""

    FOUND = "found"
    OPEN = "open"
    CLEARED = "cleared"


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
    ``connected`` of ``applicable`` kinds are. ``department`` leads it and ``agent`` accompanies it.
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
    connected: int
    applicable: int
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


class Lights(Answer):
    """How many projects have which light."""

    green: int
    yellow: int
    red: int
    unknown: int


class StallCounts(Answer):
    """How many projects had a stall, and of these, how many have one open and how many have none."""

    found: int
    open: int
    cleared: int


class TownshipFigure(Answer):
    """One township's share of the stock."""

    township: str
    name: str
    projects: int
    investment: Decimal


class Figures(Answer):
    """The numbers above the list. Each is the total of the list that its status or filter selects."""

    as_of: datetime | None
    registered: int
    stuck: int
    unplanned: int
    withdrawn: int
    lights: Lights
    stalls: StallCounts
    full_view: int
    investment: Decimal
    townships: list[TownshipFigure]
