"""What the cockpit answers, as the pages read it: the source of openapi.json and of the web's types.

Money is a decimal string in 万元 (ten thousand yuan), areas are in mu 亩, days are days of the county,
times are aware. Every answer that shows data says as of when it is.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel, ConfigDict, JsonValue


class Answer(BaseModel):
    """Base of all answers: frozen, built from rows by keyword."""

    model_config = ConfigDict(frozen=True, extra="forbid")


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


class Sort(StrEnum):
    """What a list of projects can be ordered by."""

    NAME = "name"
    ENTERPRISE = "enterprise"
    TOWNSHIP = "township"
    INVESTMENT = "investment"
    PLANNED_START = "planned_start"
    PLANNED_COMPLETION = "planned_completion"
    REGISTERED_ON = "registered_on"
    UPDATED_AT = "updated_at"


class Order(StrEnum):
    """Direction of an order. Rows without a value come last in both."""

    ASC = "asc"
    DESC = "desc"


class ProjectRow(Answer):
    """One project, as lists and the export show it."""

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
    withdrawn: bool
    stuck: bool
    updated_at: datetime


class ProjectPage(Answer):
    """One page of a list. ``first`` is the place of its first row among ``total``, counted from 1."""

    as_of: datetime | None
    total: int
    first: int
    items: list[ProjectRow]
    next: str | None
    previous: str | None


class TownshipFigure(Answer):
    """One township's share of the stock."""

    township: str
    name: str
    projects: int
    investment: Decimal


class Figures(Answer):
    """The numbers above the list. Each is the total of the list that its status selects."""

    as_of: datetime | None
    registered: int
    stuck: int
    unplanned: int
    withdrawn: int
    investment: Decimal
    townships: list[TownshipFigure]


class PlannedMilestone(Answer):
    """A milestone and the day that is planned for it."""

    milestone: str
    due: date


class StuckStream(Answer):
    """Why one of the project's streams is not whole.

    ``cause`` is ``fold`` (an event could not be folded: the row stands at ``sequence``), ``fork`` or
    ``unreadable`` (something came in that could not be taken, since ``since``).
    """

    stream: str
    cause: str
    detail: str
    sequence: int
    since: datetime | None


class Project(ProjectRow):
    """One project with all that its page shows, apart from the trail.

    ``filed_start`` and ``filed_completion`` are the days as the source filed them; ``planned_start`` and
    ``planned_completion`` the plan that was made of them, which is none where they contradict each other.
    ``today`` is the county's day.
    """

    as_of: datetime | None
    today: date
    filed_start: date | None
    filed_completion: date | None
    milestones: list[PlannedMilestone]
    stuck_streams: list[StuckStream]


class TrailEvent(Answer):
    """One event of a project's streams, down to its data as published."""

    position: int
    stream: str
    sequence: int
    id: UUID
    type: str
    schema_version: int
    occurred_at: datetime
    recorded_at: datetime
    actor: str | None
    source: str
    correlation_id: UUID
    causation_id: UUID | None
    data: JsonValue


class Trail(Answer):
    """A project's events, the last to occur first; what occurred at one time stands in the order of its arrival."""

    as_of: datetime | None
    total: int
    items: list[TrailEvent]
    next: str | None


class Scope(Answer):
    """What an account may see: the whole county, or what is named."""

    everywhere: bool
    names: list[str]


class Account(Answer):
    """A demo account that one may sign in as."""

    account: str
    name: str
    scope: Scope


class AccountGroup(Answer):
    """The demo accounts of one role."""

    role: str
    accounts: list[Account]


class Session(Answer):
    """Who is signed in, and what they may do."""

    account: str
    name: str
    roles: list[str]
    scope: Scope
    permissions: list[str]
    demo: bool


class Changed(Answer):
    """Sent while a page is open: the journal reached ``journal``; ``projects`` changed, or, when that
    is null, more than can be named.
    """

    journal: int
    projects: list[UUID] | None
