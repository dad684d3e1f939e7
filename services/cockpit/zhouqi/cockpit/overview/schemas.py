"""The headline numbers, and how they lie in the county."""

from __future__ import annotations

from datetime import date, datetime

from zhouqi.cockpit.kit.answer import Answer
from zhouqi.cockpit.milestones.schemas import Stage
from zhouqi.cockpit.projects.schemas import Lights
from zhouqi.events.contracts.warning import Stall


class StallFigures(Answer):
    """Projects with a stall 六未, those of them that have none open 已销号, and these as a share of those.

    ``clearing_rate`` has three decimals, and is null when none was found.
    """

    found: int
    cleared: int
    clearing_rate: float | None


class IssueFigures(Answer):
    """Issues that a department was given 已推送, and of these, the closed ones and the others.

    ``done_rate`` has three decimals, and is null when none was pushed.
    """

    pushed: int
    done: int
    in_progress: int
    done_rate: float | None


class LateFigures(Answer):
    """Issues and projects of which something was entered later than it happened 补录; the takeover is not counted."""

    issues: int
    projects: int


class Overview(Answer):
    """The headline numbers of everything that the reader may see. The lights add up to the projects.

    ``connected`` of ``applicable`` kinds of data are connected, over all these projects. ``late`` are the kinds
    (and ``register``) without which the last day was closed and which have not come since. ``granted_acts`` are the
    projects of which an extension, a termination, a doubtful report or a taking back was granted.
    """

    as_of: datetime | None
    late: list[str]
    projects: int
    connected: int
    applicable: int
    stalls: StallFigures
    issues: IssueFigures
    full_view: int
    lights: Lights
    entered_late: LateFigures
    granted_acts: int


class StageFigure(Answer):
    """How many projects stand at a stage."""

    stage: Stage
    projects: int


class StallFigure(Answer):
    """How many projects had this kind of stall (the list's ``stall_found``), and have one now (its ``stall``)."""

    stall: Stall
    found: int
    open: int


class TownshipOverview(Answer):
    """The headline numbers of one township's projects."""

    township: str
    name: str
    projects: int
    green: int
    yellow: int
    red: int
    unknown: int
    found: int
    cleared: int
    full_view: int


class Breakdown(Answer):
    """The overview's numbers by stage, kind of stall and township. ``day`` is the last as of which all are judged."""

    as_of: datetime | None
    day: date | None
    stages: list[StageFigure]
    stalls: list[StallFigure]
    townships: list[TownshipOverview]
