"""Which spells a project's facts tell."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from zhouqi.events.contracts.milestone import Milestone
from zhouqi.warning import rules
from zhouqi.warning.facts.project_facts import AgreedTraits, Extension, Facts, Reached
from zhouqi.warning.forecast.milestone_spells import milestone_spells
from zhouqi.warning.forecast.spells import Previous

DAY = date(2026, 10, 30)
SIGNED = date(2025, 1, 10)
LAND = date(2025, 5, 20)
FACTS = Facts(
    agreed=AgreedTraits(new_land=True, civil_works=True, scale_expected=False, heavy_asset=False),
    due={Milestone.LAND: date(2025, 5, 1), Milestone.STARTED: date(2025, 12, 1)},
    reached={Milestone.SIGNED: Reached(SIGNED), Milestone.LAND: Reached(LAND)},
    extensions=(Extension(date(2025, 11, 5), date(2026, 3, 1), Milestone.STARTED, "report"),),
)


def test_each_milestone_whose_time_has_begun_is_a_spell() -> None:
    found = milestone_spells(FACTS, rules.rule_book(), DAY)

    assert list(found) == [Milestone.LAND, Milestone.STARTED]
    land, started = found.values()
    assert (land.begins, land.reached, land.previous) == (SIGNED, LAND, None)
    assert (started.begins, started.reached) == (LAND, None)
    assert started.previous == Previous(date(2025, 5, 1), LAND)
    assert started.traits == {"new_land", "civil_works"}


def test_an_extension_counts_from_its_approval() -> None:
    started = milestone_spells(FACTS, rules.rule_book(), DAY)[Milestone.STARTED]

    assert [(one.since, one.due) for one in started.due] == [
        (date.min, date(2025, 12, 1)),
        (date(2025, 11, 5), date(2026, 3, 1)),
    ]


def test_a_terminated_project_ends_its_spells() -> None:
    ended = msgspec.structs.replace(FACTS, terminated_on=DAY - timedelta(days=3))

    assert all(one.ended for one in milestone_spells(ended, rules.rule_book(), DAY).values())


def test_what_was_reached_nobody_knows_when_teaches_nothing() -> None:
    undated = msgspec.structs.replace(FACTS, reached={**FACTS.reached, Milestone.STARTED: Reached()})

    assert Milestone.STARTED not in milestone_spells(undated, rules.rule_book(), DAY)
    assert milestone_spells(Facts(), rules.rule_book(), DAY) == {}
