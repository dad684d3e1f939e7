"""Which projects are chosen and counted, and how many of them have which light or stall."""

from __future__ import annotations

from enum import StrEnum

from zhouqi.cockpit.kit.answer import Answer


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
