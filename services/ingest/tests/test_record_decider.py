"""A record says what its source stated last, in whatever order the deliveries come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from services.ingest.tests.raw import COUNTY, project

from tests.deciding import Case, DeciderSpec
from zhouqi.events.contracts.ingest import ProjectRegistered, RecordRejected, RecordWithdrawn
from zhouqi.ingest.intake.delivery import judge
from zhouqi.ingest.kinds.project import PROJECT
from zhouqi.ingest.records.commands import Link, Refusal, Statement
from zhouqi.ingest.records.decider import Record, RecordDecider

record = DeciderSpec(RecordDecider())
NOW = datetime(2026, 10, 30, 10, tzinfo=UTC)


def _deliver(raws: Sequence[dict[str, object]]) -> Case[Record, Statement | Refusal | Link]:
    """The record after these deliveries, and every fact on the way."""
    return record.when(*(judge(PROJECT, raw, COUNTY, NOW).command.body for raw in raws))


def _at(minute: int, **changes: object) -> dict[str, object]:
    return project(updated_at=f"2024-03-05T09:{minute:02d}:00+08:00", **changes)


def test_a_value_that_comes_back_is_three_facts() -> None:
    facts = _deliver(
        [_at(1, total_investment="100"), _at(2, total_investment="120"), _at(3, total_investment="100")]
    ).history

    assert [str(f.total_investment) for f in facts if isinstance(f, ProjectRegistered)] == [
        "100",
        "120",
        "100",
    ]


def test_a_repeated_delivery_is_no_fact() -> None:
    facts = _deliver([_at(1), _at(1)]).history

    assert len(facts) == 1


def test_what_was_overtaken_on_its_way_changes_nothing() -> None:
    facts = _deliver([_at(3, total_investment="100"), _at(2, total_investment="120")]).history

    assert len(facts) == 1


def test_a_statement_made_once_more_holds_against_an_older_one_that_comes_later() -> None:
    facts = _deliver(
        [_at(1, total_investment="100"), _at(3, total_investment="100"), _at(2, total_investment="120")]
    ).history

    assert [str(f.total_investment) for f in facts if isinstance(f, ProjectRegistered)] == ["100", "100"]


def test_a_project_keeps_its_id_over_withdrawal_and_return() -> None:
    facts = _deliver([_at(1), _at(2, withdrawn=True), _at(3, total_investment="7")]).history

    first, withdrawn, again = facts
    assert isinstance(first, ProjectRegistered)
    assert isinstance(withdrawn, RecordWithdrawn)
    assert isinstance(again, ProjectRegistered)
    assert first.project_id == again.project_id


def test_what_a_withdrawal_overtook_is_written_down_and_the_record_stays_withdrawn() -> None:
    case = _deliver([_at(3, withdrawn=True), _at(1), _at(2, total_investment="7")])
    state, facts = case.state, case.history

    assert [type(fact) for fact in facts] == [
        RecordWithdrawn,
        ProjectRegistered,
        RecordWithdrawn,
        ProjectRegistered,
        RecordWithdrawn,
    ]
    assert state.updated_at == datetime(2024, 3, 5, 1, 3, tzinfo=UTC)


def test_a_refused_delivery_is_a_fact_once_and_changes_nothing() -> None:
    case = _deliver([_at(1), _at(2, enterprise_code="x"), _at(2, enterprise_code="x")])
    state, facts = case.state, case.history

    assert [type(fact) for fact in facts] == [ProjectRegistered, RecordRejected]
    assert state.updated_at == datetime(2024, 3, 5, 1, 1, tzinfo=UTC)


_deliveries = st.lists(
    st.builds(
        _at,
        st.integers(0, 5),
        total_investment=st.sampled_from(["100", "120", "x"]),
        withdrawn=st.booleans(),
    ),
    max_size=8,
)


@given(_deliveries, st.randoms(use_true_random=False))
def test_any_order_ends_the_same(raws: list[dict[str, object]], random: Random) -> None:
    shuffled = list(raws)
    random.shuffle(shuffled)

    one = _deliver(raws).state
    other = _deliver(shuffled).state

    assert one == other
