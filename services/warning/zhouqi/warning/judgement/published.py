"""What was published of a project: its light and the episodes of its stalls. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final
from uuid import UUID

import msgspec

from zhouqi.events import Fact
from zhouqi.events.contracts.warning import (
    Light,
    LightChanged,
    Stall,
    StallCleared,
    StallDetected,
    StallReopened,
    StallRetracted,
)
from zhouqi.warning.stalls.episodes import Episode

_ORDER: Final = {stall: place for place, stall in enumerate(Stall)}


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """What is published of a project. ``due`` is the due day of the ``stall`` that gives the light."""

    project_id: UUID | None = None
    light: Light | None = None
    stall: Stall | None = None
    due: date | None = None
    episodes: tuple[Episode, ...] = ()
    day: date | None = None


def evolve(state: Published, fact: Fact) -> Published:
    """What is said after ``fact``; total."""
    match fact:
        case LightChanged():
            after = msgspec.structs.replace(state, light=fact.light, stall=fact.stall, due=fact.due)
        case StallDetected():
            after = _with(state, Episode(fact.stall, fact.since, fact.due))
        case StallCleared():
            due = _due(state, fact.stall, fact.since)
            after = _with(state, Episode(fact.stall, fact.since, due, fact.until, fact.by))
        case StallReopened():
            after = _with(state, Episode(fact.stall, fact.since, _due(state, fact.stall, fact.since)))
        case StallRetracted():
            after = msgspec.structs.replace(state, episodes=_others(state, fact.stall, fact.since))
        case _:
            return state
    return msgspec.structs.replace(after, project_id=fact.project_id, day=fact.day)


def _with(state: Published, episode: Episode) -> Published:
    episodes = sorted(
        (*_others(state, episode.stall, episode.since), episode),
        key=lambda one: (_ORDER[one.stall], one.since),
    )
    return msgspec.structs.replace(state, episodes=tuple(episodes))


def _others(state: Published, stall: Stall, since: date) -> tuple[Episode, ...]:
    return tuple(one for one in state.episodes if (one.stall, one.since) != (stall, since))


def _due(state: Published, stall: Stall, since: date) -> date:
    """The day that was missed; where its detection has not arrived, the one before the episode's first."""
    for one in state.episodes:
        if (one.stall, one.since) == (stall, since):
            return one.due
    return since - timedelta(days=1)
