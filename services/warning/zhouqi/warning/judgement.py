"""What is to be said of a project on a day: its stalls, their episodes, its light. Pure, and without a loop over days.

The same facts give the same answer, whenever and however often it is asked for. The due day of a milestone is
a step function of time, for an extension counts from its approval; the days on which a project is overdue are
therefore a few intervals, which are computed from the steps' borders.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from zhouqi.events.contracts.milestone import Milestone
from zhouqi.events.contracts.warning import ClearedBy, Light, Stall
from zhouqi.warning.facts import Agreed, Facts
from zhouqi.warning.rules import Anchor, Rules, StallRule, place

_WORST_FIRST: Final = (Light.RED, Light.YELLOW, Light.UNKNOWN)


class Stage(StrEnum):
    """How far a stall's time has come."""

    WAITING = "waiting"
    """What it counts from has not happened yet."""
    UNKNOWN = "unknown"
    """The day that it counts from is missing."""
    RUNNING = "running"
    """Its milestone is not reached, or nobody knows when."""
    DONE = "done"
    ENDED = "ended"
    """The project was terminated before."""


@dataclass(frozen=True, slots=True)
class Episode:
    """A run of overdue days: from ``since``, the first, to ``until``, the first no more (None while it lasts).

    ``due`` is the day that was missed, as known on ``since``.
    """

    stall: Stall
    since: date
    due: date
    until: date | None = None
    by: ClearedBy | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """One stall that applies. ``light`` is None while it waits; ``due`` is the due day as of today, if known."""

    stall: Stall
    stage: Stage
    light: Light | None = None
    due: date | None = None
    episodes: tuple[Episode, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A project on a day. ``stall`` gives the ``light``, ``due`` is its due day; both absent for green."""

    light: Light
    stall: Stall | None = None
    due: date | None = None
    stalls: tuple[Judged, ...] = ()

    @property
    def episodes(self) -> tuple[Episode, ...]:
        """Those of all stalls, in the order of the six and of time."""
        return tuple(episode for one in self.stalls for episode in one.episodes)


def judge(facts: Facts, rules: Rules, today: date) -> Judgement:
    """The project at the close of ``today``.

    Without an agreement nobody knows which stalls apply: none is claimed, and the light is unknown.
    """
    agreed = facts.agreed
    if agreed is None:
        return Judgement(Light.UNKNOWN)
    applicable = [rule for rule in rules.stall if rule.trait is None or getattr(agreed, rule.trait)]
    stalls = tuple(_stall(rule, facts, agreed, today) for rule in applicable)
    if _nothing_known(facts):
        return Judgement(Light.UNKNOWN, stalls=stalls)
    reached = all(rule.target in facts.reached for rule in applicable)
    if reached or _ended(facts, today):
        return Judgement(Light.GREEN, stalls=stalls)
    for light in _WORST_FIRST:
        for one in stalls:
            if one.light is light:
                return Judgement(light, one.stall, one.due, stalls)
    return Judgement(Light.GREEN, stalls=stalls)


def _ended(facts: Facts, today: date) -> bool:
    return facts.terminated_on is not None and facts.terminated_on <= today


def _nothing_known(facts: Facts) -> bool:
    """No milestone is reached, but perhaps a signature that nobody dates."""
    return all(
        milestone is Milestone.SIGNED and known.on is None for milestone, known in facts.reached.items()
    )


def _stall(rule: StallRule, facts: Facts, agreed: Agreed, today: date) -> Judged:
    anchor = _anchor(rule, agreed)
    begins = _begins(anchor, facts, agreed)
    if not isinstance(begins, date):
        light = Light.UNKNOWN if begins is Stage.UNKNOWN else None
        return Judged(rule.kind, begins, light)
    due = _due(rule, anchor, begins, facts, agreed)
    target = facts.reached.get(rule.target)
    on = None if target is None else target.on
    episodes = tuple(_episodes(rule.kind, due, begins, on, facts.terminated_on, today))
    if on is not None:
        return Judged(rule.kind, Stage.DONE, Light.GREEN, due[-1].due, episodes)
    now = next(step.due for step in reversed(due) if step.since <= today)
    if _ended(facts, today):
        return Judged(rule.kind, Stage.ENDED, Light.GREEN, now, episodes)
    return Judged(rule.kind, Stage.RUNNING, _colour(rule, now, today), now, episodes)


def _anchor(rule: StallRule, agreed: Agreed) -> Anchor:
    otherwise = rule.otherwise
    if otherwise is not None and not getattr(agreed, otherwise.trait):
        return otherwise.anchor
    return rule.anchor


def _begins(anchor: Anchor, facts: Facts, agreed: Agreed) -> date | Stage:
    """The day on which a stall's time begins, or that it waits, or that nobody knows the day."""
    if isinstance(anchor, Milestone):
        known = facts.reached.get(anchor)
        happened, on = known is not None, None if known is None else known.on
    else:
        happened, on = agreed.filed, agreed.filed_on
    if on is not None:
        return on
    later = any(place(milestone) > place(anchor) for milestone in facts.reached)
    return Stage.UNKNOWN if happened or later else Stage.WAITING


@dataclass(frozen=True, slots=True)
class _Step:
    """From the day ``since`` on, until the next step, ``due`` is the due day."""

    since: date
    due: date


def _due(rule: StallRule, anchor: Anchor, begins: date, facts: Facts, agreed: Agreed) -> list[_Step]:
    """The due day over time: the agreed one, or else the rules' term from the anchor, then each extension."""
    base = facts.due.get(rule.target)
    if base is None:
        known = facts.reached.get(anchor) if isinstance(anchor, Milestone) else None
        counts_from = None if known is None else known.counts_from
        longer = rule.longer is not None and getattr(agreed, rule.longer.trait)
        term = rule.longer.days if longer and rule.longer is not None else rule.days
        base = _later(counts_from or begins, term)
    approved = [_Step(one.approved_on, one.due) for one in facts.extensions if one.milestone is rule.target]
    return [_Step(date.min, base), *approved]


def _episodes(
    stall: Stall,
    due: Sequence[_Step],
    begins: date,
    reached: date | None,
    terminated: date | None,
    today: date,
) -> Iterator[Episode]:
    """The maximal runs of overdue days up to ``today``."""
    ends = min(day for day in (reached, terminated, _later(today, 1)) if day is not None)
    runs: list[tuple[date, date, date]] = []
    for step, following in zip(due, [*due[1:], None], strict=True):
        first = max(step.since, begins, _later(step.due, 1))
        last = ends if following is None else min(ends, following.since)
        if first >= last:
            continue
        if runs and runs[-1][1] == first:
            since, _, missed = runs.pop()
            runs.append((since, last, missed))
        else:
            runs.append((first, last, step.due))
    for since, until, missed in runs:
        if until > today:
            yield Episode(stall, since, missed)
        else:
            yield Episode(stall, since, missed, until, _by(until, reached, terminated))


def _later(day: date, days: int) -> date:
    """So many calendar days later; some sources write 9999-12-31 for "never", and there is no day after it."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


def _by(until: date, reached: date | None, terminated: date | None) -> ClearedBy:
    if until == reached:
        return ClearedBy.REACHED
    return ClearedBy.TERMINATED if until == terminated else ClearedBy.EXTENDED


def _colour(rule: StallRule, due: date, today: date) -> Light:
    overdue = (today - due).days
    if overdue <= -rule.warn:
        return Light.GREEN
    return Light.YELLOW if overdue <= rule.grace else Light.RED
