"""What is to be said of a project on a day: its stalls, their episodes, its light. Pure.

The same facts give the same answer, whenever and however often it is asked for. Lights and stages are by the
edition of the rules in force on that day; each day of an episode is by that of its own (:mod:`.episodes`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from zhouqi.events.contracts.milestone import Milestone
from zhouqi.events.contracts.warning import Light, Stall
from zhouqi.service.rules.rulebook import RuleBook
from zhouqi.warning.facts.project_facts import Facts
from zhouqi.warning.rules import TARGETS, Rules, StallRule
from zhouqi.warning.stalls.episodes import AppliedRule, Episode, Stage, applied_rules, episodes, is_terminated

__all__ = ["Episode", "JudgedStall", "Judgement", "Stage", "judge"]

_WORST_FIRST: Final = (Light.RED, Light.YELLOW, Light.UNKNOWN)


@dataclass(frozen=True, slots=True)
class JudgedStall:
    """One stall that applies. ``light`` is None while it waits; ``due`` is the due day as of today, if known."""

    stall: Stall
    stage: Stage
    light: Light | None = None
    due: date | None = None
    episodes: tuple[Episode, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A project on a day. ``stall`` gives the ``light``, ``due`` is its due day; both absent for green.

    ``episodes`` are those of all stalls, in the order of the six and of time: those of a stall that applies no
    more, too.
    """

    light: Light
    stall: Stall | None = None
    due: date | None = None
    stalls: tuple[JudgedStall, ...] = ()
    episodes: tuple[Episode, ...] = ()


def judge(facts: Facts, rule_book: RuleBook[Rules], today: date) -> Judgement:
    """The project at the close of ``today``.

    Without an agreement nobody knows which stalls apply: none is claimed, and the light is unknown. A milestone
    on record without a day is not reached: an open stall gives its colour, and only its milestone's day clears it.
    """
    agreed = facts.agreed
    if agreed is None:
        return Judgement(Light.UNKNOWN)
    all_episodes: list[Episode] = []
    stalls: list[JudgedStall] = []
    for kind in Stall:
        timeline = applied_rules(kind, facts, agreed, rule_book)
        found = episodes(kind, facts, timeline, today)
        all_episodes += found
        stalls += (_stall(one, facts, found, today) for one in timeline if one.since <= today < one.until)
    return _judgement(facts, tuple(stalls), tuple(all_episodes), today)


def _judgement(
    facts: Facts, stalls: tuple[JudgedStall, ...], found: tuple[Episode, ...], today: date
) -> Judgement:
    """The light that ``stalls`` give: the worst colour of them."""
    if _nothing_known(facts) and not any(one.light in (Light.RED, Light.YELLOW) for one in stalls):
        return Judgement(Light.UNKNOWN, stalls=stalls, episodes=found)
    if is_terminated(facts, today) or all(_reached(facts, TARGETS[one.stall], today) for one in stalls):
        return Judgement(Light.GREEN, stalls=stalls, episodes=found)
    for light in _WORST_FIRST:
        for one in stalls:
            if one.light is light:
                return Judgement(light, one.stall, one.due, stalls, found)
    return Judgement(Light.GREEN, stalls=stalls, episodes=found)


def _reached(facts: Facts, milestone: Milestone, today: date) -> bool:
    """Whether it was reached by ``today``: without a day it is not, and a day to come is not there yet."""
    known = facts.reached.get(milestone)
    return known is not None and known.on is not None and known.on <= today


def _nothing_known(facts: Facts) -> bool:
    """No milestone is reached, but perhaps a signature that nobody dates."""
    return all(
        milestone is Milestone.SIGNED and known.on is None for milestone, known in facts.reached.items()
    )


def _stall(one: AppliedRule, facts: Facts, found: tuple[Episode, ...], today: date) -> JudgedStall:
    kind, time = one.rule.kind, one.time
    if isinstance(time, Stage):
        return JudgedStall(kind, time, Light.UNKNOWN if time is Stage.UNKNOWN else None, episodes=found)
    if _reached(facts, one.rule.target, today):
        return JudgedStall(kind, Stage.DONE, Light.GREEN, time.steps[-1].due, found)
    due = time.due(today)
    if is_terminated(facts, today):
        return JudgedStall(kind, Stage.ENDED, Light.GREEN, due, found)
    return JudgedStall(kind, Stage.RUNNING, _colour(one.rule, due, today), due, found)


def _colour(rule: StallRule, due: date, today: date) -> Light:
    overdue = (today - due).days
    if overdue <= -rule.warn:
        return Light.GREEN
    return Light.YELLOW if overdue <= rule.grace else Light.RED
