"""What was said of a project's stalls and light, and what has to be said now. Pure.

The decision is the difference between a judgement from all facts and what was published: whatever came late
or twice, and however often it is made, the same episodes remain.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import msgspec

from zhouqi.events import Decider, Fact
from zhouqi.events.contracts.warning import (
    Light,
    LightChanged,
    Stall,
    StallCleared,
    StallDetected,
    StallReopened,
    StallRetracted,
)
from zhouqi.warning.facts import Facts
from zhouqi.warning.judgement import Episode, Judgement, judge
from zhouqi.warning.rules import Rules


@dataclass(frozen=True, slots=True)
class Judge:
    """Judge a project by all that is known of it, as of the close of ``day``.

    A project whose registration is ``withdrawn`` is not judged: what was found of it is retracted.
    """

    project_id: UUID
    facts: Facts
    withdrawn: bool
    rules: Rules
    day: date


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What is published of a project. ``due`` is the due day of the ``stall`` that gives the light."""

    project_id: UUID | None = None
    light: Light | None = None
    stall: Stall | None = None
    due: date | None = None
    episodes: tuple[Episode, ...] = ()
    day: date | None = None
    rules: str | None = None


class Warnings(Decider[Said, Judge]):
    """Says what changed."""

    category = "warning"

    def initial(self) -> Said:
        """Nothing was said."""
        return Said()

    def evolve(self, state: Said, fact: Fact) -> Said:
        """What is said after ``fact``."""
        return evolve(state, fact)

    def decide(self, command: Judge, state: Said) -> Sequence[Fact]:
        """The facts that lead from what was said to what is to be said."""
        if not command.withdrawn:
            judgement = judge(command.facts, command.rules, command.day)
        elif state.light is None:
            return ()
        else:
            judgement = Judgement(Light.GREEN)
        return [*_episodes(command, state, judgement), *_light(command, state, judgement)]


def evolve(state: Said, fact: Fact) -> Said:
    """What is said after ``fact``; total."""
    match fact:
        case LightChanged():
            due = None if fact.overdue is None else fact.day - timedelta(days=fact.overdue)
            said = msgspec.structs.replace(state, light=fact.light, stall=fact.stall, due=due)
        case StallDetected():
            said = _with(state, Episode(fact.stall, fact.since, fact.due))
        case StallCleared():
            due = _due(state, fact.stall, fact.since)
            said = _with(state, Episode(fact.stall, fact.since, due, fact.until, fact.by))
        case StallReopened():
            said = _with(state, Episode(fact.stall, fact.since, _due(state, fact.stall, fact.since)))
        case StallRetracted():
            said = msgspec.structs.replace(state, episodes=_others(state, fact.stall, fact.since))
        case _:
            return state
    return msgspec.structs.replace(said, project_id=fact.project_id, day=fact.day, rules=fact.rules)


def _with(state: Said, episode: Episode) -> Said:
    order = list(Stall)
    episodes = sorted(
        (*_others(state, episode.stall, episode.since), episode),
        key=lambda one: (order.index(one.stall), one.since),
    )
    return msgspec.structs.replace(state, episodes=tuple(episodes))


def _others(state: Said, stall: Stall, since: date) -> tuple[Episode, ...]:
    return tuple(one for one in state.episodes if (one.stall, one.since) != (stall, since))


def _due(state: Said, stall: Stall, since: date) -> date:
    """The day that was missed; where its detection has not arrived, the one before the episode's first."""
    for one in state.episodes:
        if (one.stall, one.since) == (stall, since):
            return one.due
    return since - timedelta(days=1)


def _episodes(command: Judge, state: Said, judgement: Judgement) -> Iterator[Fact]:
    said = {(one.stall, one.since): one for one in state.episodes}
    judged = {(one.stall, one.since): one for one in judgement.episodes}
    for key, one in said.items():
        if key not in judged:
            yield StallRetracted.model_validate(_of(command, one))
    for key, one in judged.items():
        yield from _episode(command, said.get(key), one)


def _episode(command: Judge, was: Episode | None, now: Episode) -> Iterator[Fact]:
    if was == now:
        return
    common = _of(command, now)
    found = was is None or was.due != now.due
    if found:
        yield StallDetected.model_validate({**common, "due": now.due})
    if now.until is not None:
        yield StallCleared.model_validate({**common, "until": now.until, "by": now.by})
    elif not found:
        yield StallReopened.model_validate(common)


def _of(command: Judge, episode: Episode) -> Mapping[str, object]:
    return {
        "project_id": command.project_id,
        "stall": episode.stall,
        "since": episode.since,
        "day": command.day,
        "rules": command.rules.version,
    }


def _light(command: Judge, state: Said, judgement: Judgement) -> Iterator[Fact]:
    if (state.light, state.stall, state.due) != (judgement.light, judgement.stall, judgement.due):
        due = judgement.due
        yield LightChanged(
            project_id=command.project_id,
            light=judgement.light,
            stall=judgement.stall,
            overdue=None if due is None else (command.day - due).days,
            day=command.day,
            rules=command.rules.version,
        )
