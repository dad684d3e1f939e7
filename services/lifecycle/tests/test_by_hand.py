"""What people enter by hand, beside what records say."""

from __future__ import annotations

from datetime import date

import pytest
from services.lifecycle.tests import records
from services.lifecycle.tests.records import PROJECT, day
from services.lifecycle.tests.test_project import AGREEMENT, END, SIGNED, START, after, known

from zhouqi.events import Rejected
from zhouqi.events.contracts.lifecycle import (
    MilestoneCorrected,
    MilestoneExtended,
    MilestonePlanned,
    MilestoneReached,
    ProjectAssigned,
    ProjectTerminated,
)
from zhouqi.events.contracts.milestone import Extension, Milestone
from zhouqi.lifecycle.by_hand import Assign, Extend, Report, Terminate
from zhouqi.lifecycle.project import ProjectCommand

TODAY = day("2026-10-01")
DOCUMENT = "澄开竣〔2026〕17号"


def report(milestone: Milestone, on: date, document: str = DOCUMENT) -> Report:
    return Report(PROJECT, milestone, on, document, TODAY)


def extend(due: date, approved_on: date, milestone: Milestone = Milestone.STARTED) -> Extend:
    return Extend(PROJECT, milestone, due, approved_on, DOCUMENT, TODAY)


def refused(*commands: ProjectCommand) -> str:
    """The code with which the last of the commands is refused."""
    with pytest.raises(Rejected) as refusal:
        after(*commands)
    return refusal.value.code


def test_a_report_reaches_the_milestone_by_its_document() -> None:
    _, facts = after(known(records.agreement(signed_on=SIGNED)), report(Milestone.STARTED, START))

    assert facts == [
        MilestoneReached(
            project_id=PROJECT, milestone=Milestone.STARTED, on=START, basis="report", document=DOCUMENT
        )
    ]


def test_what_is_counted_from_a_reported_day_is_due_accordingly() -> None:
    _, facts = after(
        known(records.agreement(signed_on=SIGNED, production_within=30)), report(Milestone.COMPLETED, END)
    )

    assert facts[0] == MilestonePlanned(
        project_id=PROJECT, milestone=Milestone.IN_PRODUCTION, due=day("2026-03-03"), basis=AGREEMENT
    )


def test_a_report_dates_what_a_record_leaves_without_a_day() -> None:
    _, facts = after(known(records.land(handover_on=START)), report(Milestone.LAND, day("2024-12-01")))

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


def test_a_report_may_be_corrected_by_another() -> None:
    state, facts = after(report(Milestone.STARTED, START), report(Milestone.STARTED, END))

    assert [type(fact) for fact in facts] == [MilestoneCorrected]
    assert state.standing.reached[Milestone.STARTED].on == END


def test_the_same_report_again_decides_nothing() -> None:
    _, facts = after(report(Milestone.STARTED, START), report(Milestone.STARTED, START))

    assert facts == []


def test_a_source_s_day_wins_over_a_report_and_the_report_counts_again_without_it() -> None:
    source = known(records.filing(started_on=END))

    overruled, _ = after(report(Milestone.STARTED, START), source)
    again, _ = after(report(Milestone.STARTED, START), source, known())

    assert overruled.standing.reached[Milestone.STARTED].on == END
    assert again.standing.reached[Milestone.STARTED].on == START


def test_what_a_source_dated_can_t_be_reported() -> None:
    assert refused(known(records.filing(started_on=START)), report(Milestone.STARTED, END)) == "already_dated"


def test_a_day_in_the_future_can_t_be_reported() -> None:
    assert refused(report(Milestone.STARTED, day("2026-10-02"))) == "in_future"


def test_a_signature_needs_an_agreement_on_record() -> None:
    assert refused(report(Milestone.SIGNED, SIGNED)) == "no_agreement"
    state, _ = after(known(records.agreement()), report(Milestone.SIGNED, SIGNED))
    assert state.standing.reached[Milestone.SIGNED].on == SIGNED


def test_nothing_is_reached_after_the_termination() -> None:
    ended = known(records.agreement(signed_on=SIGNED, terminated_on=END))

    assert refused(ended, report(Milestone.STARTED, END)) == "after_termination"


def test_an_extension_is_approved_by_hand() -> None:
    _, facts = after(known(records.agreement(signed_on=SIGNED, start_due=START)), extend(END, START))

    assert facts == [
        MilestoneExtended(
            project_id=PROJECT,
            milestone=Milestone.STARTED,
            due=END,
            approved_on=START,
            basis="report",
            document=DOCUMENT,
        )
    ]


def test_an_extension_must_reach_further_than_the_day_in_force_then() -> None:
    supplement = Extension(
        milestone=Milestone.STARTED, due=day("2025-06-01"), approved_on=START, document="补〔2025〕1号"
    )
    agreed = known(records.agreement(signed_on=SIGNED, start_due=START, extensions=(supplement,)))

    assert refused(agreed, extend(day("2025-06-01"), day("2025-02-01"))) == "not_later"
    assert after(agreed, extend(day("2025-06-02"), day("2025-02-01")))[1] != []


def test_what_is_reached_can_t_be_extended() -> None:
    assert refused(known(records.filing(started_on=START)), extend(END, START)) == "not_extendable"
    assert refused(extend(END, START, Milestone.SIGNED)) == "not_extendable"


def test_extensions_by_hand_stay_when_records_come() -> None:
    extended = extend(END, START)

    state, _ = after(extended, known(records.agreement(signed_on=SIGNED)))

    assert [one.due for one in state.standing.extensions] == [END]


def test_a_termination_by_hand_gives_way_to_the_record_s() -> None:
    agreed = known(records.agreement(signed_on=SIGNED))
    by_hand = Terminate(PROJECT, START, DOCUMENT, TODAY)
    dissolved = known(records.agreement(signed_on=SIGNED, terminated_on=END))

    _, entered = after(agreed, by_hand)
    recorded, _ = after(agreed, by_hand, dissolved)
    again, _ = after(agreed, by_hand, dissolved, agreed)

    assert entered == [ProjectTerminated(project_id=PROJECT, on=START, basis="report", document=DOCUMENT)]
    assert recorded.standing.ended is not None
    assert recorded.standing.ended.on == END
    assert again.standing.ended is not None
    assert again.standing.ended.on == START
    assert refused(dissolved, by_hand) == "already_terminated"


def test_only_what_is_signed_can_be_terminated() -> None:
    assert refused(Terminate(PROJECT, START, DOCUMENT, TODAY)) == "no_agreement"


def test_an_assignment_is_said_when_it_changes() -> None:
    first, other = Assign(PROJECT, "industry", "agent-330529001"), Assign(PROJECT, "commerce", None)

    assert after(first, first)[1] == []
    assert after(first, other)[1] == [ProjectAssigned(project_id=PROJECT, department="commerce")]
