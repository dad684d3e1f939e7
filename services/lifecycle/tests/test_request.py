"""Acts that count only once another account than asked for them has approved them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from services.lifecycle.tests.test_decider import AGREEMENT, END, SIGNED, START, known, life
from services.lifecycle.tests.test_manual_entries import (
    AGENT,
    DOCUMENT,
    OWNER,
    REQUEST,
    RULES,
    TODAY,
    decide,
    extend,
    grown,
    report,
    terminate,
)

from tests.county import records
from tests.county.records import PROJECT, day
from zhouqi.events.contracts.lifecycle import (
    Act,
    Concern,
    MilestoneCorrected,
    MilestoneExtended,
    MilestoneReached,
    ProjectActDecided,
    ProjectActRequested,
    ProjectResumed,
    ProjectTerminated,
)
from zhouqi.events.contracts.milestone import Milestone
from zhouqi.lifecycle.entries.commands import Report
from zhouqi.lifecycle.project.commands import ProjectCommand
from zhouqi.lifecycle.requests.commands import TakeBack

AGREED = known(records.agreement(signed_on=SIGNED, start_due=END))
LATER = day("2026-12-31")


def take_back(act: Act, milestone: Milestone | None = None, approved_on: date | None = None) -> TakeBack:
    return TakeBack(PROJECT, REQUEST, OWNER, act, milestone, approved_on, "登记有误", DOCUMENT, TODAY, RULES)


def test_an_extension_moves_nothing_until_another_account_grants_it() -> None:
    case = life.when(AGREED, extend(LATER))
    waiting, asked = case.state, case.facts
    granted = life.when(AGREED, extend(LATER), decide()).facts

    assert waiting.status.extensions == ()
    assert asked == [
        ProjectActRequested(
            project_id=PROJECT,
            request=REQUEST,
            act=Act.EXTENSION,
            milestone=Milestone.STARTED,
            due=LATER,
            reason="主体未供电",
            document=DOCUMENT,
            account=OWNER,
            rules=RULES.version,
        )
    ]
    assert granted == [
        ProjectActDecided(
            project_id=PROJECT,
            request=REQUEST,
            act=Act.EXTENSION,
            milestone=Milestone.STARTED,
            granted=True,
            account="dispatcher",
        ),
        MilestoneExtended(
            project_id=PROJECT,
            milestone=Milestone.STARTED,
            due=LATER,
            approved_on=TODAY,
            basis="report",
            document=DOCUMENT,
        ),
    ]


def test_an_extension_counts_from_the_day_of_the_decision_and_not_from_that_of_the_request() -> None:
    decided_on = TODAY + timedelta(days=9)
    state = life.when(AGREED, extend(LATER), decide(today=decided_on)).state

    assert [one.approved_on for one in state.status.extensions] == [decided_on]


def test_what_is_declined_changes_nothing_and_may_be_asked_for_again() -> None:
    case = life.when(AGREED, extend(LATER), decide(granted=False))
    state, facts = case.state, case.facts
    again = life.when(AGREED, extend(LATER), decide(granted=False), extend(LATER)).facts

    assert [type(fact) for fact in facts] == [ProjectActDecided]
    assert (state.requests, state.status.extensions) == ((), ())
    assert [type(fact) for fact in again] == [ProjectActRequested]


@pytest.mark.parametrize("granted", [True, False])
def test_nobody_decides_the_own_request(*, granted: bool) -> None:
    life.when(AGREED, extend(LATER), decide(by=OWNER, granted=granted)).refused("own_request")


def test_a_request_is_decided_once_and_the_like_of_it_waits_once() -> None:
    life.when(AGREED, extend(LATER), decide(), decide()).refused("no_request")
    life.when(AGREED, extend(LATER), extend(LATER)).refused("already_requested")


def test_what_can_t_be_any_more_is_not_granted_but_declined() -> None:
    begun = known(records.agreement(signed_on=SIGNED), records.site(started_on=START))

    life.when(AGREED, extend(LATER), begun, decide()).refused("not_extendable")
    assert life.when(AGREED, extend(LATER), begun, decide(granted=False)).state.requests == ()


def test_a_termination_is_asked_for_and_granted() -> None:
    waiting = life.when(AGREED, terminate(END)).state
    facts = life.when(AGREED, terminate(END), decide()).facts

    assert waiting.status.ended is None
    assert facts[1] == ProjectTerminated(project_id=PROJECT, on=END, basis="report", document=DOCUMENT)


def test_full_capacity_of_what_is_merely_signed_waits_for_a_second_account() -> None:
    far = report(Milestone.FULL_CAPACITY, day("2026-09-01"))
    case = life.when(AGREED, far)
    waiting, asked = case.state, case.facts
    confirmed = life.when(AGREED, far, decide()).facts

    assert Milestone.FULL_CAPACITY not in waiting.status.reached
    [fact] = asked
    assert isinstance(fact, ProjectActRequested)
    assert (fact.act, fact.account, fact.concerns) == (Act.REPORT, AGENT, (Concern.MISSING_PREDECESSOR,))
    assert [type(fact) for fact in confirmed] == [ProjectActDecided, MilestoneReached]


@pytest.mark.parametrize(
    ("told", "concern"),
    [
        (report(Milestone.STARTED, day("2024-02-01")), Concern.OUT_OF_ORDER),
        (report(Milestone.STARTED, START, today=START + timedelta(days=181)), Concern.LONG_AGO),
        (report(Milestone.STARTED, START, "3305292024B00017"), Concern.DOCUMENT_USED),
        (report(Milestone.IN_PRODUCTION, END), Concern.MISSING_PREDECESSOR),
    ],
)
def test_what_is_implausible_says_why(told: Report, concern: Concern) -> None:
    first = report(Milestone.LAND, day("2024-07-01"), "3305292024B00017")
    facts = life.when(known(records.agreement(signed_on=SIGNED)), first, told).facts

    [fact] = facts
    assert isinstance(fact, ProjectActRequested)
    assert fact.concerns == (concern,)


def test_nothing_is_built_in_a_week_and_another_day_than_the_one_reported_needs_a_second_account() -> None:
    begun = report(Milestone.STARTED, START)

    [hasty] = life.when(grown(), begun, report(Milestone.COMPLETED, START + timedelta(days=6))).facts
    [changed] = life.when(grown(), begun, report(Milestone.STARTED, START + timedelta(days=1))).facts

    assert isinstance(hasty, ProjectActRequested)
    assert hasty.concerns == (Concern.TOO_SOON, Concern.DOCUMENT_USED)
    assert isinstance(changed, ProjectActRequested)
    assert changed.concerns == (Concern.CHANGES_REPORT,)


def test_who_decides_is_told_of_a_far_extension() -> None:
    [fact] = life.when(AGREED, extend(END + timedelta(days=400))).facts

    assert isinstance(fact, ProjectActRequested)
    assert fact.concerns == (Concern.LONG_EXTENSION,)


_EXTENDED = (extend(LATER), decide())
_ENDED = (terminate(END), decide())


@pytest.mark.parametrize(
    ("entered", "back", "said"),
    [
        (
            (report(Milestone.STARTED, START),),
            take_back(Act.TAKE_BACK_REPORT, Milestone.STARTED),
            MilestoneCorrected(
                project_id=PROJECT, milestone=Milestone.STARTED, reached=False, basis="report"
            ),
        ),
        (
            _EXTENDED,
            take_back(Act.TAKE_BACK_EXTENSION, Milestone.STARTED, TODAY),
            MilestoneExtended(
                project_id=PROJECT, milestone=Milestone.STARTED, approved_on=TODAY, basis="report"
            ),
        ),
        (_ENDED, take_back(Act.TAKE_BACK_TERMINATION), ProjectResumed(project_id=PROJECT, basis="report")),
    ],
)
def test_what_was_entered_by_hand_is_taken_back_by_a_second_account(
    entered: tuple[ProjectCommand, ...], back: TakeBack, said: object
) -> None:
    project = grown(start_due=END)
    before = life.when(project).state
    case = life.when(project, *entered, back, decide(of=project))
    taken, facts = case.state, case.facts
    later = life.when(project, *entered, back, decide(of=project), project).state

    assert facts[1:] == [said]
    assert taken.status == later.status == before.status
    life.when(project, back).refused("nothing_to_take_back")


def test_a_report_that_is_taken_back_leaves_what_the_record_says() -> None:
    undated = known(records.agreement(signed_on=SIGNED), records.land())
    told = report(Milestone.LAND, day("2024-07-01"))
    taken = life.when(
        undated, told, take_back(Act.TAKE_BACK_REPORT, Milestone.LAND), decide(of=undated)
    ).state

    assert taken.status.reached[Milestone.LAND].on is None
    assert taken.status.reached[Milestone.LAND].basis == "record/land/approval-L1"
    assert taken.status.signed is not None
    assert taken.status.signed.basis == AGREEMENT
