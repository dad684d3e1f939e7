"""What a project's light and stalls are by the rules in force and by those on trial, and what that adds up to. Pure.

The rules on trial are an edition like any other: they count from their day on, and what was found before it by an
earlier edition stays found until then. So a trial says what the same edition would say once it is in force.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Final
from uuid import UUID

from zhouqi.events.contracts.warning import Light, Stall
from zhouqi.service.rules.rulebook import RuleBook
from zhouqi.warning.facts.project_facts import Facts
from zhouqi.warning.judgement.judge import judge
from zhouqi.warning.rules import Rules, StallRule

GRAVEST_FIRST: Final = (Light.RED, Light.YELLOW, Light.UNKNOWN, Light.GREEN)
_PLACES: Final = {light: place for place, light in enumerate(GRAVEST_FIRST)}


@dataclass(frozen=True, slots=True)
class Standing:
    """A project on a day: its light, the stall that gives it with its due day, and all stalls that are open."""

    light: Light
    stall: Stall | None
    due: date | None
    stalls: tuple[Stall, ...]


@dataclass(frozen=True, slots=True)
class KnownProject:
    """A project that is judged: where it lies, and what is known of it."""

    project_id: UUID
    township: str | None
    facts: Facts


@dataclass(frozen=True, slots=True)
class Changed:
    """A project whose standing by the rules on trial is another one."""

    project_id: UUID
    township: str | None
    before: Standing
    after: Standing


@dataclass(slots=True)
class Differences:
    """What all projects that were compared add up to."""

    judged: int = 0
    lights_before: Counter[Light] = field(default_factory=Counter)
    lights_after: Counter[Light] = field(default_factory=Counter)
    stalls_before: Counter[Stall] = field(default_factory=Counter)
    stalls_after: Counter[Stall] = field(default_factory=Counter)
    changed: list[Changed] = field(default_factory=list)

    def add(
        self, projects: Sequence[KnownProject], in_force: RuleBook[Rules], trial: RuleBook[Rules], day: date
    ) -> None:
        """Compare ``projects`` as of the close of ``day``."""
        for one in projects:
            before, after = standing(one.facts, in_force, day), standing(one.facts, trial, day)
            self.judged += 1
            self.lights_before[before.light] += 1
            self.lights_after[after.light] += 1
            self.stalls_before.update(before.stalls)
            self.stalls_after.update(after.stalls)
            if before != after:
                self.changed.append(Changed(one.project_id, one.township, before, after))

    def gravest(self, most: int) -> list[Changed]:
        """At most so many of those that change: what turns red first, then what is longest overdue."""
        return sorted(self.changed, key=_gravity)[:most]


def standing(facts: Facts, rule_book: RuleBook[Rules], day: date) -> Standing:
    """The project at the close of ``day``."""
    judgement = judge(facts, rule_book, day)
    still_open = (one.stall for one in judgement.episodes if one.until is None)
    return Standing(judgement.light, judgement.stall, judgement.due, tuple(still_open))


def trial_book(in_force: RuleBook[Rules], stalls: Sequence[StallRule], since: date) -> RuleBook[Rules]:
    """The rules as they would be with an edition of ``stalls`` from ``since`` on, in place of all that begin later.

    Raises pydantic's ValidationError when ``stalls`` are not the six in their order.
    """
    earlier = [one for one in in_force.editions if one.effective_on < since]
    taken = {one.version for one in earlier}
    version = next(name for number in count(1) if (name := f"trial-{number}") not in taken)
    return RuleBook(
        in_force.name, [*earlier, Rules(version=version, effective_on=since, stall=tuple(stalls))]
    )


def _gravity(one: Changed) -> tuple[int, int, date, UUID]:
    return (
        _PLACES[one.after.light],
        _PLACES[one.before.light],
        one.after.due or one.before.due or date.max,
        one.project_id,
    )
