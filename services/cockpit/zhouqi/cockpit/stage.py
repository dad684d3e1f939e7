"""Where a project stands, in one word: the last milestone that it reached."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from typing import Final

from zhouqi.events.contracts.milestone import Milestone


class Stage(StrEnum):
    """The stages in the order of a project's life; ``terminated`` is the end of one that was given up."""

    REGISTERED = "registered"
    SIGNED = "signed"
    LAND = "land"
    STARTED = "started"
    COMPLETED = "completed"
    IN_PRODUCTION = "in_production"
    SCALED = "scaled"
    FULL_CAPACITY = "full_capacity"
    TERMINATED = "terminated"


def stage(reached: Collection[Milestone], *, terminated: bool) -> Stage:
    """The stage of a project that reached these milestones; ``registered`` when none.

    >>> stage({Milestone.SIGNED, Milestone.STARTED}, terminated=False)
    <Stage.STARTED: 'started'>
    """
    if terminated:
        return Stage.TERMINATED
    for milestone, last in _LATEST_FIRST:
        if milestone in reached:
            return last
    return Stage.REGISTERED


_LATEST_FIRST: Final = [(milestone, Stage(milestone.value)) for milestone in reversed(Milestone)]
