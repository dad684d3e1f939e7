"""What people enter by hand, beside what records say."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from services.lifecycle.tests.test_decider import AGREEMENT, CONTRACT, END, SIGNED, START, known, life

from tests.county import records
from tests.county.records import PROJECT, day
from zhouqi.events.contracts.lifecycle import (
    MilestoneCorrected,
    MilestonePlanned,
    MilestoneReached,
    ProjectAssigned,
)
from zhouqi.events.contracts.milestone import Milestone
from zhouqi.lifecycle import rules
from zhouqi.lifecycle.assignment.commands import Assign
from zhouqi.lifecycle.entries.commands import Extend, Report, Terminate
from zhouqi.lifecycle.project.commands import ApplyClaims
from zhouqi.lifecycle.requests.commands import Decide

TODAY = day("2026-10-01")
DOCUMENT = "澄开竣〔2026〕17号"
RULES = rules.rule_book().editions[0]
AGENT, OWNER = "agent-330529001", "department-construction"
REQUEST = UUID(int=70)
SOON = day("2026-09-20")


def report(milestone: Milestone, on: date, document: str = DOCUMENT, today: date | None = None) -> Report:
    """An agent reports a few days later; ``today`` is that day."""
    told = today or on + timedelta(days=7)
    return Report(PROJECT, milestone, on, document, told, REQUEST, AGENT, RULES)


def extend(due: date, today: date = TODAY, milestone: Milestone = Milestone.STARTED) -> Extend:
    return Extend(PROJECT, milestone, due, "主体未供电", DOCUMENT, today, REQUEST, OWNER, RULES)


def terminate(on: date) -> Terminate:
    return Terminate(PROJECT, on, "投资方退出", DOCUMENT, TODAY, REQUEST, OWNER, RULES)


def decide(
    *, granted: bool = True, by: str = "dispatcher", today: date = TODAY, of: ApplyClaims | None = None
) -> Decide:
    reason = None if granted else "依据不足"
    claims = () if of is None else of.claims
    return Decide(PROJECT, REQUEST, by, granted, reason, claims, today, RULES)


def assign(department: str | None, agent: str | None) -> Assign:
    return Assign(PROJECT, department, agent, RULES)


def grown(**says: Any) -> ApplyClaims:
    """A project that is signed and has its land."""
    return known(records.agreement(signed_on=SIGNED, **says), records.land(contract_on=CONTRACT))


def test_a_report_reaches_the_milestone_by_its_document() -> None:
    facts = life.when(grown(), report(Milestone.STARTED, START)).facts

    assert facts == [
        MilestoneReached(
            project_id=PROJECT, milestone=Milestone.STARTED, on=START, basis="report", document=DOCUMENT
        )
    ]


def test_what_is_counted_from_a_reported_day_is_due_accordingly() -> None:
    built = known(
        records.agreement(signed_on=SIGNED, production_within=30),
        records.land(contract_on=CONTRACT),
        records.site(started_on=START),
    )
    facts = life.when(built, report(Milestone.COMPLETED, END)).facts

    assert facts[0] == MilestonePlanned(
        project_id=PROJECT, milestone=Milestone.IN_PRODUCTION, due=day("2026-03-03"), basis=AGREEMENT
    )


def test_a_report_dates_what_a_record_leaves_without_a_day() -> None:
    undated = known(records.agreement(signed_on=SIGNED), records.land(handover_on=START))
    facts = life.when(undated, report(Milestone.LAND, day("2024-12-01"))).facts

    assert facts == [
        MilestoneCorrected(
            project_id=PROJECT,
            milestone=Milestone.LAND,
            reached=True,
            on=day("2024-12-01"),
            counts_from=START,
            basis="report",
            document=DOCUMENT,
        )
    ]


def test_the_same_report_again_decides_nothing() -> None:
    facts = life.when(grown(), report(Milestone.STARTED, START), report(Milestone.STARTED, START)).facts

    assert facts == []


def test_a_source_s_day_wins_over_a_report_and_the_report_counts_again_without_it() -> None:
    source = known(records.filing(started_on=END))

    overruled = life.when(grown(), report(Milestone.STARTED, START), source).state
    again = life.when(grown(), report(Milestone.STARTED, START), source, known()).state

    assert overruled.status.reached[Milestone.STARTED].on == END
    assert again.status.reached[Milestone.STARTED].on == START


def test_what_a_source_dated_can_t_be_reported() -> None:
    life.when(known(records.filing(started_on=START)), report(Milestone.STARTED, END)).refused(
        "already_dated"
    )


def test_a_day_in_the_future_can_t_be_reported() -> None:
    life.when(report(Milestone.STARTED, day("2026-10-02"), today=TODAY)).refused("in_future")


@pytest.mark.parametrize("document", ["1", "x", "见附件", "1234"])
def test_what_is_no_number_of_a_document_proves_nothing(document: str) -> None:
    life.when(grown(), report(Milestone.STARTED, START, document)).refused("implausible_document")


def test_a_signature_needs_an_agreement_on_record() -> None:
    life.when(report(Milestone.SIGNED, SIGNED)).refused("no_agreement")
    state = life.when(known(records.agreement()), report(Milestone.SIGNED, SIGNED)).state
    assert state.status.reached[Milestone.SIGNED].on == SIGNED


def test_nothing_is_reached_after_the_termination() -> None:
    ended = known(records.agreement(signed_on=SIGNED, terminated_on=END))

    life.when(ended, report(Milestone.STARTED, END)).refused("after_termination")


def test_an_extension_must_reach_further_than_the_day_in_force() -> None:
    agreed = known(records.agreement(signed_on=SIGNED, start_due=END))

    life.when(agreed, extend(END)).refused("not_later")
    assert life.when(agreed, extend(day("2026-12-31"))).facts != []


def test_what_is_reached_can_t_be_extended() -> None:
    life.when(known(records.filing(started_on=START)), extend(SOON)).refused("not_extendable")
    life.when(extend(SOON, milestone=Milestone.SIGNED)).refused("not_extendable")


def test_an_extension_has_a_bound_and_so_has_their_number() -> None:
    agreed = known(records.agreement(signed_on=SIGNED, start_due=END))
    granted = [
        step
        for number in range(RULES.extension.most_times)
        for step in (
            extend(day("2027-01-01") + timedelta(days=number), TODAY + timedelta(days=number)),
            decide(today=TODAY + timedelta(days=number)),
        )
    ]

    life.when(agreed, extend(day("2030-12-31"))).refused("too_far")
    life.when(agreed, *granted, extend(day("2027-06-01"), TODAY + timedelta(days=9))).refused("too_often")


def test_extensions_by_hand_stay_when_records_come() -> None:
    state = life.when(extend(day("2026-12-31")), decide(), known(records.agreement(signed_on=SIGNED))).state

    assert [one.due for one in state.status.extensions] == [day("2026-12-31")]


def test_a_termination_by_hand_gives_way_to_the_record_s() -> None:
    agreed = known(records.agreement(signed_on=SIGNED))
    by_hand = (terminate(START), decide())
    dissolved = known(records.agreement(signed_on=SIGNED, terminated_on=END))

    recorded = life.when(agreed, *by_hand, dissolved).state
    again = life.when(agreed, *by_hand, dissolved, agreed).state

    assert recorded.status.ended is not None
    assert recorded.status.ended.on == END
    assert again.status.ended is not None
    assert again.status.ended.on == START
    life.when(dissolved, terminate(START)).refused("already_terminated")


def test_only_what_is_signed_can_be_terminated() -> None:
    life.when(terminate(START)).refused("no_agreement")


def test_an_assignment_is_said_when_it_changes() -> None:
    first, other = assign("industry", "agent-330529001"), assign("commerce", None)

    assert life.when(first, first).facts == []
    assert life.when(first, other).facts == [ProjectAssigned(project_id=PROJECT, department="commerce")]


def test_what_people_enter_about_a_project_is_bounded() -> None:
    moves = [assign("industry" if number % 2 else "commerce", None) for number in range(RULES.most_entries)]

    life.when(*moves, assign(None, None)).refused("too_many_entries")
