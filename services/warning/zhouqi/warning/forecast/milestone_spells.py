"""The spells of a project's milestones, by the same rules that its stalls are found by. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from zhouqi.events.contracts.milestone import Milestone, Trait
from zhouqi.events.contracts.warning import Stall
from zhouqi.service.rules.rulebook import RuleBook
from zhouqi.warning.facts.project_facts import Facts
from zhouqi.warning.forecast.spells import Previous, Spell
from zhouqi.warning.rules import TARGETS, Rules
from zhouqi.warning.stalls.episodes import Term, applied_rules


def milestone_spells(facts: Facts, rule_book: RuleBook[Rules], day: date) -> Mapping[Milestone, Spell]:
    """A spell for each milestone whose time has begun, by the edition that is in force on ``day``.

    There is none where it is not known from when on it runs, or when the milestone was reached.
    """
    agreed = facts.agreed
    if agreed is None:
        return {}
    traits = frozenset(trait.value for trait in Trait if getattr(agreed, trait.value))
    found: dict[Milestone, Spell] = {}
    for kind in Stall:
        target = TARGETS[kind]
        terms = [
            one.time
            for one in applied_rules(kind, facts, agreed, rule_book)
            if one.since <= day < one.until and isinstance(one.time, Term)
        ]
        reached = facts.reached.get(target)
        if not terms or (reached is not None and reached.on is None):
            continue
        found[target] = Spell(
            stage=target.value,
            begins=terms[0].begins,
            due=terms[0].steps,
            reached=None if reached is None else reached.on,
            ended=facts.terminated_on,
            previous=_previous(found),
            traits=traits,
        )
    return found


def _previous(earlier: Mapping[Milestone, Spell]) -> Previous | None:
    """The last milestone before that was reached, with its due day as known then."""
    for spell in reversed(tuple(earlier.values())):
        if spell.reached is not None:
            known = [step.due for step in spell.due if step.since <= spell.reached]
            return Previous(known[-1], spell.reached)
    return None
