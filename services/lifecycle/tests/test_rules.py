"""Which milestones a project has, and which may be extended, by the county's rules."""

from __future__ import annotations

import pytest

from zhouqi.events.contracts.milestone import Milestone, Trait
from zhouqi.lifecycle import rules
from zhouqi.lifecycle.entries.manual_entries import extendable
from zhouqi.lifecycle.status.project_status import ProjectStatus, SignedAgreement

RULES = rules.rule_book().editions[0]


def signed(*traits: Trait) -> SignedAgreement:
    return SignedAgreement(
        signed_on=None,
        new_land=Trait.NEW_LAND in traits,
        civil_works=Trait.CIVIL_WORKS in traits,
        scale_expected=Trait.SCALE_EXPECTED in traits,
        heavy_asset=Trait.HEAVY_ASSET in traits,
        filed=False,
        filed_on=None,
        production_within=None,
        scale_within=None,
        capacity_within=None,
        basis="record/agreement/approval-A1",
    )


@pytest.mark.parametrize(
    ("milestone", "trait"),
    [
        (Milestone.LAND, Trait.NEW_LAND),
        (Milestone.COMPLETED, Trait.CIVIL_WORKS),
        (Milestone.SCALED, Trait.SCALE_EXPECTED),
    ],
)
def test_a_milestone_may_need_a_trait(milestone: Milestone, trait: Trait) -> None:
    assert RULES.applies(milestone, signed(trait))
    assert not RULES.applies(milestone, signed(*(set(Trait) - {trait})))


def test_any_milestone_may_apply_while_there_is_no_agreement() -> None:
    assert all(RULES.applies(milestone, None) for milestone in Milestone)
    assert [one for one in Milestone if RULES.applies(one, signed())] == [
        Milestone.SIGNED,
        Milestone.STARTED,
        Milestone.IN_PRODUCTION,
        Milestone.FULL_CAPACITY,
    ]


def test_what_may_be_extended_is_what_the_rules_say() -> None:
    stricter = RULES.model_copy(update={"extendable": frozenset({Milestone.STARTED})})
    status = ProjectStatus()

    assert [one for one in Milestone if extendable(one, status, RULES)] == list(Milestone)[1:]
    assert [one for one in Milestone if extendable(one, status, stricter)] == [Milestone.STARTED]
