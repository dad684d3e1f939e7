"""What has to be said of a project's stalls and light now. Pure.

The decision is the difference between a judgement from all facts and what was published: whatever came late
or twice, and however often it is made, the same episodes remain.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from zhouqi.events import Decider, Fact
from zhouqi.events.contracts.warning import (
    Light,
    LightChanged,
    StallCleared,
    StallDetected,
    StallReopened,
    StallRetracted,
)
from zhouqi.warning.judgement.commands import JudgeProject
from zhouqi.warning.judgement.judge import Judgement, judge
from zhouqi.warning.judgement.published import Published, evolve
from zhouqi.warning.stalls.episodes import Episode


class WarningDecider(Decider[Published, JudgeProject]):
    """Says what changed."""

    category = "warning"

    def initial(self) -> Published:
        """Nothing was published."""
        return Published()

    def evolve(self, state: Published, fact: Fact) -> Published:
        """What is published after ``fact``."""
        return evolve(state, fact)

    def decide(self, command: JudgeProject, state: Published) -> Sequence[Fact]:
        """The facts that lead from what was published to what is to be."""
        if not command.withdrawn:
            judgement = judge(command.facts, command.rules, command.day)
        elif state.light is None:
            return ()
        else:
            judgement = Judgement(Light.GREEN)
        return [*_episodes(command, state, judgement), *_light(command, state, judgement)]


def _episodes(command: JudgeProject, state: Published, judgement: Judgement) -> Iterator[Fact]:
    earlier = {(one.stall, one.since): one for one in state.episodes}
    judged = {(one.stall, one.since): one for one in judgement.episodes}
    for key, one in earlier.items():
        if key not in judged:
            yield StallRetracted.model_validate(_of(command, one, one.since))
    for key, one in judged.items():
        yield from _episode(command, earlier.get(key), one)


def _episode(command: JudgeProject, was: Episode | None, now: Episode) -> Iterator[Fact]:
    if was == now:
        return
    common = _of(command, now, now.since)
    found = was is None or was.due != now.due
    if found:
        yield StallDetected.model_validate({**common, "due": now.due})
    if now.until is not None:
        cleared = {**_of(command, now, now.until), "until": now.until, "by": now.by}
        yield StallCleared.model_validate(cleared)
    elif not found:
        yield StallReopened.model_validate(common)


def _of(command: JudgeProject, episode: Episode, rests_on: date) -> Mapping[str, object]:
    """What every fact about ``episode`` says; its version is that of the rules on the day that it ``rests_on``."""
    return {
        "project_id": command.project_id,
        "stall": episode.stall,
        "since": episode.since,
        "day": command.day,
        "rules": command.rules.on(rests_on).version,
    }


def _light(command: JudgeProject, state: Published, judgement: Judgement) -> Iterator[Fact]:
    if (state.light, state.stall, state.due) != (judgement.light, judgement.stall, judgement.due):
        yield LightChanged(
            project_id=command.project_id,
            light=judgement.light,
            stall=judgement.stall,
            due=judgement.due,
            day=command.day,
            rules=command.rules.on(command.day).version,
        )
