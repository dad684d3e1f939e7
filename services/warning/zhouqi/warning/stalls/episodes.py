"""The days on which a project was overdue at one stage, as runs. Pure, and without a loop over days.

The due day of a milestone is a step function of time, for an extension counts from its approval; and each day is
judged by the edition of the rules that was in force on it. The days on which a project is overdue are therefore a
few intervals, which are computed from the borders of steps and editions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from zhouqi.events.contracts.milestone import Milestone
from zhouqi.events.contracts.warning import ClearedBy, Stall
from zhouqi.service.rules.rulebook import RuleBook
from zhouqi.warning.facts.project_facts import AgreedTraits, Facts
from zhouqi.warning.rules import TARGETS, Anchor, Rules, StallRule, anchor_order


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
class DueStep:
    """From the day ``since`` on, until the next step, ``due`` is the due day."""

    since: date
    due: date


@dataclass(frozen=True, slots=True)
class Term:
    """A stall's time by one edition of the rules: the day it ``begins``, and its due day over time."""

    begins: date
    steps: tuple[DueStep, ...]

    def due(self, day: date) -> date:
        """The due day as known on ``day``."""
        known = self.steps[0].due
        for step in self.steps[1:]:
            if step.since <= day:
                known = step.due
        return known


@dataclass(frozen=True, slots=True)
class AppliedRule:
    """The rule of a stall by one edition, from the day ``since`` up to ``until``, the first no more.

    ``time`` is the stall's, or that it waits, or that nobody knows the day it counts from.
    """

    since: date
    until: date
    rule: StallRule
    time: Term | Stage


def applied_rules(
    kind: Stall, facts: Facts, agreed: AgreedTraits, rule_book: RuleBook[Rules]
) -> list[AppliedRule]:
    """One of the six by each edition that applies it to such a project, in the order of time."""
    found = []
    for span in rule_book.spans:
        rule = span.rules.of(kind)
        if rule.trait is None or getattr(agreed, rule.trait):
            found.append(AppliedRule(span.since, span.until, rule, _time(rule, facts, agreed)))
    return found


def episodes(kind: Stall, facts: Facts, timeline: Sequence[AppliedRule], today: date) -> tuple[Episode, ...]:
    """The maximal runs of overdue days up to ``today``, each day by the edition that was in force on it."""
    runs: list[tuple[date, date, date]] = []
    for first, last, due in _overdue(kind, facts, timeline, today):
        if runs and runs[-1][1] == first:
            since, _, missed = runs.pop()
            runs.append((since, last, missed))
        else:
            runs.append((first, last, due))
    if not runs:
        return ()
    return tuple(
        Episode(kind, since, missed)
        if until > today
        else Episode(kind, since, missed, until, _by(until, facts, TARGETS[kind]))
        for since, until, missed in runs
    )


def is_terminated(facts: Facts, today: date) -> bool:
    """Whether the project was terminated by ``today``."""
    return facts.terminated_on is not None and facts.terminated_on <= today


def days_later(day: date, days: int) -> date:
    """So many calendar days later; some sources write 9999-12-31 for "never", and there is no day after it."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


def _overdue(
    kind: Stall, facts: Facts, timeline: Sequence[AppliedRule], today: date
) -> Iterator[tuple[date, date, date]]:
    """The intervals of overdue days, in order: the first day, the first no more, and the day that is missed."""
    ends = days_later(today, 1)
    reached = facts.reached.get(TARGETS[kind])
    if reached is not None and reached.on is not None and reached.on < ends:
        ends = reached.on
    if facts.terminated_on is not None and facts.terminated_on < ends:
        ends = facts.terminated_on
    for one in timeline:
        if isinstance(one.time, Stage):
            continue
        last = min(ends, one.until)
        steps = one.time.steps
        for number, step in enumerate(steps, 1):
            first = max(step.since, one.time.begins, days_later(step.due, 1), one.since)
            until = last if number == len(steps) else min(last, steps[number].since)
            if first < until:
                yield first, until, step.due


def _time(rule: StallRule, facts: Facts, agreed: AgreedTraits) -> Term | Stage:
    anchor = _anchor(rule, agreed)
    begins = _begins(anchor, facts, agreed)
    return begins if isinstance(begins, Stage) else Term(begins, _steps(rule, anchor, begins, facts, agreed))


def _anchor(rule: StallRule, agreed: AgreedTraits) -> Anchor:
    otherwise = rule.otherwise
    if otherwise is not None and not getattr(agreed, otherwise.trait):
        return otherwise.anchor
    return rule.anchor


def _begins(anchor: Anchor, facts: Facts, agreed: AgreedTraits) -> date | Stage:
    """The day on which a stall's time begins, or that it waits, or that nobody knows the day."""
    if isinstance(anchor, Milestone):
        known = facts.reached.get(anchor)
        happened, on = known is not None, None if known is None else known.on
    else:
        happened, on = agreed.filed, agreed.filed_on
    if on is not None:
        return on
    passed = any(anchor_order(milestone) > anchor_order(anchor) for milestone in facts.reached)
    return Stage.UNKNOWN if happened or passed else Stage.WAITING


def _steps(
    rule: StallRule, anchor: Anchor, begins: date, facts: Facts, agreed: AgreedTraits
) -> tuple[DueStep, ...]:
    """The due day over time: the agreed one, or else the rules' term from the anchor, then each extension."""
    base = facts.due.get(rule.target)
    if base is None:
        known = facts.reached.get(anchor) if isinstance(anchor, Milestone) else None
        counts_from = None if known is None else known.counts_from
        longer = rule.longer is not None and getattr(agreed, rule.longer.trait)
        days = rule.longer.days if longer and rule.longer is not None else rule.days
        base = days_later(counts_from or begins, days)
    approved = (DueStep(one.approved_on, one.due) for one in facts.extensions if one.milestone is rule.target)
    return DueStep(date.min, base), *approved


def _by(until: date, facts: Facts, milestone: Milestone) -> ClearedBy:
    reached = facts.reached.get(milestone)
    if reached is not None and reached.on == until:
        return ClearedBy.REACHED
    if until == facts.terminated_on:
        return ClearedBy.TERMINATED
    extended = any(one.milestone is milestone and one.approved_on == until for one in facts.extensions)
    return ClearedBy.EXTENDED if extended else ClearedBy.RULES
