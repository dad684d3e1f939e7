"""Where a project stands, in one word: the last milestone that it reached."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from zhouqi.cockpit.milestones.schemas import Stage
from zhouqi.events.contracts.milestone import Milestone

_LATEST_FIRST: Final = [(milestone, Stage(milestone.value)) for milestone in reversed(Milestone)]


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
