"""What a project's records mean for its life."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from services.lifecycle.tests.county import claimed

from tests.county import records
from tests.county.records import PROJECT, day
from tests.deciding import DeciderSpec
from zhouqi.events import Fact
from zhouqi.events.contracts.ingest import RecordFact
from zhouqi.events.contracts.lifecycle import (
    MilestoneCorrected,
    MilestoneExtended,
    MilestonePlanned,
    MilestoneReached,
    ProjectResumed,
    ProjectSigned,
    ProjectTerminated,
)
from zhouqi.events.contracts.milestone import Extension, Milestone
from zhouqi.lifecycle.project.commands import ApplyClaims
from zhouqi.lifecycle.project.decider import ProjectDecider

AGREEMENT, LAND, FILING, SITE = (
    "record/agreement/approval-A1",
    "record/land/approval-L1",
    "record/filing/approval-F1",
    "record/site/approval-S1",
)
life = DeciderSpec(ProjectDecider())
"""What a project's life comes to."""
SIGNED, CONTRACT, START, END = (day("2024-03-01"), day("2024-07-01"), day("2025-01-10"), day("2026-02-01"))


def known(*facts: RecordFact) -> ApplyClaims:
    """All that is known are these records."""
    return ApplyClaims(PROJECT, claimed(*facts))


def reached(milestone: Milestone, facts: Sequence[Fact]) -> list[Fact]:
    """What ``facts`` say of one milestone being reached."""
    return [
        fact
        for fact in facts
        if isinstance(fact, MilestoneReached | MilestoneCorrected) and fact.milestone is milestone
    ]


def test_an_agreement_signs_the_project_and_agrees_on_days() -> None:
    facts = life.when(
        known(records.agreement(signed_on=SIGNED, land_due=CONTRACT, start_due=START, production_within=90))
    ).facts

    assert facts == [
        ProjectSigned(
            project_id=PROJECT,
            signed_on=SIGNED,
            new_land=True,
            civil_works=True,
            scale_expected=True,
            heavy_asset=False,
            production_within=90,
            basis=AGREEMENT,
        ),
        MilestonePlanned(project_id=PROJECT, milestone=Milestone.LAND, due=CONTRACT, basis=AGREEMENT),
        MilestonePlanned(project_id=PROJECT, milestone=Milestone.STARTED, due=START, basis=AGREEMENT),
        MilestoneReached(project_id=PROJECT, milestone=Milestone.SIGNED, on=SIGNED, basis=AGREEMENT),
    ]


def test_an_agreement_without_a_day_signs_the_project_all_the_same() -> None:
    facts = life.when(known(records.agreement())).facts

    assert reached(Milestone.SIGNED, facts) == [
        MilestoneReached(project_id=PROJECT, milestone=Milestone.SIGNED, basis=AGREEMENT)
    ]


def test_the_agreement_that_was_restated_last_counts() -> None:
    earlier = records.agreement(
        "A0", signed_on=day("2024-01-01"), updated_at=records.UPDATED.replace(year=2025)
    )
    state = life.when(known(records.agreement(signed_on=SIGNED), earlier)).state

    assert state.status.reached[Milestone.SIGNED].on == SIGNED


def test_a_withdrawn_agreement_takes_the_signature_and_what_it_agreed_back() -> None:
    agreed = records.agreement(signed_on=SIGNED, land_due=CONTRACT)

    case = life.when(known(agreed), known())
    state, facts = case.state, case.facts

    assert facts == [
        MilestonePlanned(project_id=PROJECT, milestone=Milestone.LAND, due=None, basis=AGREEMENT),
        MilestoneCorrected(project_id=PROJECT, milestone=Milestone.SIGNED, reached=False, basis=AGREEMENT),
    ]
    assert state.status.signed is None


def test_the_same_records_again_decide_nothing() -> None:
    everything = known(records.agreement(signed_on=SIGNED), records.land(contract_on=CONTRACT))

    facts = life.when(everything, everything).facts

    assert facts == []


def test_land_is_reached_by_the_earliest_contract_and_counts_from_its_handover() -> None:
    state = life.when(
        known(
            records.land("L2", contract_on=day("2024-09-01"), handover_on=day("2024-09-30"), start_due=END),
            records.land("L1", contract_on=CONTRACT, handover_on=day("2024-08-01"), start_due=START),
        )
    ).state

    got = state.status.reached[Milestone.LAND]
    assert (got.on, got.counts_from, got.basis) == (CONTRACT, day("2024-08-01"), LAND)
    assert state.status.due[Milestone.STARTED].due == START


def test_a_land_contract_s_days_come_before_the_agreement_s() -> None:
    state = life.when(
        known(
            records.agreement(signed_on=SIGNED, start_due=day("2025-06-30"), completion_due=END),
            records.land(contract_on=CONTRACT, start_due=START),
        )
    ).state

    assert (state.status.due[Milestone.STARTED].due, state.status.due[Milestone.STARTED].basis) == (
        START,
        LAND,
    )
    assert state.status.due[Milestone.COMPLETED].basis == AGREEMENT


def test_the_start_is_the_earliest_of_what_filing_land_and_site_say() -> None:
    state = life.when(
        known(
            records.filing(started_on=day("2025-01-20")),
            records.land(contract_on=CONTRACT, started_on=day("2025-02-01")),
            records.site(started_on=START),
        )
    ).state

    assert state.status.reached[Milestone.STARTED].basis == SITE


def test_a_start_without_a_day_is_no_start() -> None:
    state = life.when(known(records.filing(filed_on=SIGNED), records.site())).state

    assert Milestone.STARTED not in state.status.reached


def test_an_acceptance_without_a_day_completes_and_a_production_without_one_does_not_begin() -> None:
    state = life.when(known(records.acceptance())).state

    assert state.status.reached[Milestone.COMPLETED].on is None
    assert Milestone.IN_PRODUCTION not in state.status.reached


def test_production_scale_and_capacity_are_due_a_while_after_what_they_follow() -> None:
    terms = records.agreement(signed_on=SIGNED, production_within=100, scale_within=365, capacity_within=730)
    state = life.when(
        known(terms, records.acceptance(accepted_on=END, production_on=day("2026-04-01")))
    ).state

    assert {milestone: one.due for milestone, one in state.status.due.items()} == {
        Milestone.IN_PRODUCTION: day("2026-05-12"),
        Milestone.SCALED: day("2027-04-01"),
        Milestone.FULL_CAPACITY: day("2028-03-31"),
    }


def test_a_day_at_the_end_of_all_days_is_counted_from_too() -> None:
    state = life.when(
        known(
            records.agreement(signed_on=SIGNED, production_within=10),
            records.acceptance(accepted_on=day("9999-12-31")),
        )
    ).state

    assert state.status.due[Milestone.IN_PRODUCTION].due == day("9999-12-31")


def test_without_works_production_is_due_a_while_after_the_start() -> None:
    state = life.when(
        known(
            records.agreement(signed_on=SIGNED, civil_works=False, production_within=10),
            records.filing(started_on=START),
        )
    ).state

    assert state.status.due[Milestone.IN_PRODUCTION].due == day("2025-01-20")


def test_scale_and_capacity_are_reached_by_their_registers() -> None:
    state = life.when(known(records.above_scale(), records.performance(full_capacity_on=END))).state

    assert state.status.reached[Milestone.SCALED].on is None
    assert state.status.reached[Milestone.FULL_CAPACITY].on == END


def test_a_corrected_day_corrects_the_milestone() -> None:
    facts = life.when(
        known(records.acceptance(accepted_on=END)), known(records.acceptance(accepted_on=day("2026-03-01")))
    ).facts

    assert facts == [
        MilestoneCorrected(
            project_id=PROJECT,
            milestone=Milestone.COMPLETED,
            reached=True,
            on=day("2026-03-01"),
            basis="record/acceptance/approval-C1",
        )
    ]


def test_supplements_extend_and_are_taken_back_with_the_agreement() -> None:
    supplement = Extension(milestone=Milestone.STARTED, due=END, approved_on=START, document="补〔2025〕1号")
    extended = known(records.agreement(signed_on=SIGNED, extensions=(supplement,)))

    given_ = life.when(extended).facts
    taken = life.when(extended, known(records.agreement(signed_on=SIGNED))).facts

    common = {"project_id": PROJECT, "milestone": Milestone.STARTED, "approved_on": START, "basis": AGREEMENT}
    assert MilestoneExtended.model_validate({**common, "due": END, "document": "补〔2025〕1号"}) in given_
    assert taken == [MilestoneExtended.model_validate(common)]


def test_a_dissolved_agreement_terminates_and_one_restored_resumes() -> None:
    dissolved = known(records.agreement(signed_on=SIGNED, terminated_on=END))

    ended = life.when(dissolved).facts
    resumed = life.when(dissolved, known(records.agreement(signed_on=SIGNED))).facts

    assert ended[-1] == ProjectTerminated(project_id=PROJECT, on=END, basis=AGREEMENT)
    assert resumed == [ProjectResumed(project_id=PROJECT, basis=AGREEMENT)]


_days = st.none() | st.dates(day("2024-01-01"), day("2027-01-01"))
_records = st.one_of(
    st.builds(
        records.agreement, st.sampled_from(["A1", "A2"]), signed_on=_days, land_due=_days, terminated_on=_days
    ),
    st.builds(
        records.land, st.sampled_from(["L1", "L2"]), contract_on=_days, handover_on=_days, start_due=_days
    ),
    st.builds(records.filing, filed_on=_days, started_on=_days),
    st.builds(records.site, started_on=_days),
    st.builds(records.acceptance, st.sampled_from(["C1", "C2"]), accepted_on=_days, production_on=_days),
    st.builds(records.above_scale, entered_on=_days),
    st.builds(records.performance, full_capacity_on=_days),
)


@given(st.lists(_records, max_size=8, unique_by=records.stream), st.randoms(use_true_random=False))
def test_the_end_does_not_depend_on_the_order_in_which_records_came(
    facts: list[RecordFact], chance: object
) -> None:
    shuffled = list(facts)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis types its Random loosely

    state = life.when(*(known(*shuffled[: count + 1]) for count in range(len(shuffled)))).state
    alone = life.when(known(*facts)).state

    assert state.status == alone.status
