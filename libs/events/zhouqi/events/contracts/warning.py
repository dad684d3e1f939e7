"""What warning 预警 publishes: a project's light, and the episodes of its stalls (六未)."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from zhouqi.events.contracts.fact import Code, Day, Fact


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


class LightChanged(Fact):
    """The project's light is another one, as of the close of ``day``. Stream ``warning/<project>``.

    ``stall`` is the stall that gives the light, absent for green. ``overdue`` counts calendar days past
    its due day, negative before it, absent where it is not known. ``rules`` is the version of the
    county's rules that were applied.
    """

    project_id: UUID
    light: Light
    stall: Stall | None = None
    overdue: int | None = None
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

    until: Day
    by: ClearedBy


class StallReopened(StallFact):
    """What had closed the episode was withdrawn or corrected: it is open again."""


class StallRetracted(StallFact):
    """Later facts show that there was no such episode."""
