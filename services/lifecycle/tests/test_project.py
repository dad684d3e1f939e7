"""What a registration means for a project's plan."""

from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from zhouqi.events import Fact
from zhouqi.events.contracts.lifecycle import Milestone, MilestonePlanned
from zhouqi.lifecycle.project import Project, Projects, Registration

ID = UUID(int=7)
BASIS = "record/project/approval-SP-2024-000017"
START, COMPLETION = date(2024, 6, 1), date(2025, 12, 31)


def _after(*registrations: Registration) -> tuple[Project, list[Fact]]:
    """The project after these registrations, and what the last one decided."""
    projects, state, facts = Projects(), Projects().initial(), []
    for registration in registrations:
        facts = list(projects.decide(registration, state))
        for fact in facts:
            state = projects.evolve(state, fact)
    return state, facts


def _planned(milestone: Milestone, due: date | None) -> MilestonePlanned:
    return MilestonePlanned(project_id=ID, milestone=milestone, due=due, basis=BASIS)


def _registered(start: date | None = START, completion: date | None = COMPLETION) -> Registration:
    return Registration(ID, BASIS, start, completion)


def test_planned_days_are_planned_milestones() -> None:
    _, facts = _after(_registered())

    assert facts == [_planned(Milestone.STARTED, START), _planned(Milestone.COMPLETED, COMPLETION)]


def test_the_same_registration_again_changes_nothing() -> None:
    _, facts = _after(_registered(), _registered())

    assert facts == []


def test_a_revision_plans_anew_what_it_changes() -> None:
    later = date(2026, 6, 30)
    _, facts = _after(_registered(), _registered(completion=later))

    assert facts == [_planned(Milestone.COMPLETED, later)]


def test_a_day_that_is_taken_back_is_planned_no_more() -> None:
    _, facts = _after(_registered(), _registered(start=None))

    assert facts == [_planned(Milestone.STARTED, None)]


def test_a_withdrawn_project_has_no_plan() -> None:
    state, _ = _after(_registered(), Registration(ID, BASIS, START, COMPLETION, withdrawn=True))

    assert dict(state.due) == {}


def test_a_completion_before_the_start_is_not_believed_and_neither_is_the_start() -> None:
    state, _ = _after(_registered(start=COMPLETION, completion=START))

    assert dict(state.due) == {}


_days = st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(st.lists(st.builds(Registration, st.just(ID), st.just(BASIS), _days, _days, st.booleans())))
def test_only_the_last_registration_counts(registrations: list[Registration]) -> None:
    state, _ = _after(*registrations)
    alone, _ = _after(*registrations[-1:])

    assert dict(state.due) == dict(alone.due)
