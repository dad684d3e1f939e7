"""The simulated county's milestones, from their truth, which is drawn to its end; split by time.

The truth says dates; how many days later somebody entered them is left out here.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from zhouqi.events.contracts.milestone import Milestone, Trait
from zhouqi.sources.county import County, ProjectTruth
from zhouqi.sources.county.coverage import Coverage
from zhouqi.sources.county.project_facts import ProjectFacts, project_facts
from zhouqi.sources.scenario import read_scenario
from zhouqi.warning import rules
from zhouqi.warning.facts.project_facts import AgreedTraits, Extension, Facts, Reached
from zhouqi.warning.forecast.milestone_spells import milestone_spells
from zhouqi.warning.forecast.spells import Spell, SpellTable

SIZE: Final = 500
KNOWN_ON: Final = date(2027, 4, 30)
"""Half a year after the scenario's day."""
LANDMARKS: Final = tuple(KNOWN_ON - timedelta(days=days) for days in (540, 360, 182))


def read_county(seed: int) -> SpellTable:
    """The spells of the county of ``seed``."""
    truths = County(read_scenario(seed, SIZE), seed, SIZE).registered_projects
    return SpellTable([spell for truth in truths for spell in _spells(truth)])


def _spells(truth: ProjectTruth) -> list[Spell]:
    known = project_facts(truth.project, truth.timeline, Coverage(truth.project.registered), KNOWN_ON)
    return list(milestone_spells(_facts(known), rules.rule_book(), KNOWN_ON).values())


def _facts(known: ProjectFacts) -> Facts:
    assert known.traits is not None
    traits = {trait.value: getattr(known.traits, trait.value) for trait in Trait}
    handed_over = {Milestone.LAND: known.counts_from}
    return Facts(
        agreed=AgreedTraits(**traits, filed=known.filing, filed_on=known.filed),
        due={Milestone(milestone.value): due for milestone, due in known.due.items()},
        reached={
            Milestone(milestone.value): Reached(on, handed_over.get(Milestone(milestone.value)))
            for milestone, on in known.reached.items()
        },
        extensions=tuple(
            sorted(
                Extension(one.approved_on, one.due, Milestone(one.milestone.value), "agreement")
                for one in known.extensions
            )
        ),
        terminated_on=known.terminated,
    )
