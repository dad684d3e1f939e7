"""What warning 预警 publishes: a project's light, and the episodes of its stalls (六未)."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from zhouqi.events.contracts.fact import Code, Count, Counted, Day, Fact
from zhouqi.events.contracts.milestone import Milestone

Probability = Annotated[Decimal, Field(ge=0, le=1, max_digits=4, decimal_places=3, allow_inf_nan=False)]
"""From 0 to 1, in thousandths; a decimal string in JSON."""


class Light(StrEnum):
    """A project's light 红黄绿灯; ``unknown`` when a day is missing without which nothing can be said."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    UNKNOWN = "unknown"


class Stall(StrEnum):
    """The six kinds of stall 六未, in the order of a project's life."""

    NO_LAND = "no_land"
    NO_START = "no_start"
    NO_COMPLETE = "no_complete"
    NO_PRODUCTION = "no_production"
    NO_SCALE = "no_scale"
    NO_CAPACITY = "no_capacity"


class ClearedBy(StrEnum):
    """Why a stall is over 销号依据."""

    REACHED = "reached"
    EXTENDED = "extended"
    TERMINATED = "terminated"
    RULES = "rules"
    """A later edition of the county's rules does not find it from its effective day on."""


class LightChanged(Fact):
    """The project's light is another one, as of the close of ``day``. Stream ``warning/<project>``.

    ``stall`` is the stall that gives the light, absent for green. ``due`` is the day by which its milestone
    is to be reached, as known on ``day``; absent where it is not known. So many calendar days as lie between
    it and the last judged day (``WarningClosed``) the project is overdue; negative: so many are left. Version 1
    said ``overdue`` instead, the days from there to ``day``. ``rules`` is the version of the county's rules
    that were applied.
    """

    schema_version = 2
    writes_version = 1

    project_id: UUID
    light: Light
    stall: Stall | None = None
    due: Day | None = None
    day: Day
    rules: Code


class StallFact(Fact):
    """Base of the facts about one episode: told from others by its project, ``stall`` and ``since``.

    ``since`` is the first day of the episode: the first after the due day as known that day. ``day`` is
    the closed day as of which it was computed. Stream ``warning/<project>``.
    """

    project_id: UUID
    stall: Stall
    since: Day
    day: Day
    rules: Code


class StallDetected(StallFact):
    """The project is overdue at a stage; ``due`` is the day that was missed."""

    due: Day


class StallCleared(StallFact):
    """The episode is over (销号) from ``until`` on, which is its first day no more."""

    schema_version = 2

    until: Day
    by: ClearedBy


class StallReopened(StallFact):
    """What had closed the episode was withdrawn or corrected: it is open again."""


class StallRetracted(StallFact):
    """Later facts show that there was no such episode."""


class WarningClosed(Fact):
    """Every project is judged as of the close of the day. Stream ``judged/<date>``.

    Lights, and how many days a project is overdue, are as of the last such day. ``counted`` is how many events of
    each of its types warning had written by then.
    """

    date: Day
    counted: Counted


class ForecastGround(StrEnum):
    """What makes a milestone be expected sooner or later than others of its kind 预测依据."""

    OPEN_FOR = "open_for"
    """How long its time has run."""
    DUE_IN = "due_in"
    """How far off its due day is, or how long past."""
    TERM = "term"
    """How long it was to take."""
    PREVIOUS_LATE = "previous_late"
    """How late the milestone before was reached, and how soon after it this one's time began."""
    EXTENSIONS = "extensions"
    """How often its due day was moved."""
    NEW_LAND = "new_land"
    CIVIL_WORKS = "civil_works"
    SCALE_EXPECTED = "scale_expected"
    HEAVY_ASSET = "heavy_asset"


class ForecastReason(BaseModel):
    """A reason of a forecast: it makes the milestone be expected ``sooner`` than others of its kind, or later."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ground: ForecastGround
    sooner: bool


class DelayForecast(Fact):
    """When an open milestone is expected, as known on ``day``. Stream ``forecast/<project>/<milestone>``.

    ``late`` is the probability that it is not reached by ``due``, its due day as known then: 1 once that is past.
    ``reached_within_180`` is the probability that it is reached within 180 days. ``expected`` is the day by which it
    is as likely reached as not if the project goes on, ``earliest`` and ``latest`` those that one in ten comes before
    and after; absent where they lie beyond five years. All these are absent, and so are the ``reasons``, the strongest
    first, where too little is known to say anything: ``learned_from`` is how many of these milestones had been
    reached. ``model`` names the method, and ``rules`` the version of the county's rules that say which change is told.
    It is told anew when it is another one by these rules.
    """

    project_id: UUID
    milestone: Milestone
    day: Day
    due: Day | None = None
    late: Probability | None = None
    reached_within_180: Probability | None = None
    expected: Day | None = None
    earliest: Day | None = None
    latest: Day | None = None
    reasons: tuple[ForecastReason, ...] = ()
    learned_from: Count
    model: Code
    rules: Code
