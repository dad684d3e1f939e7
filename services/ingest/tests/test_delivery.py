"""What a raw record means: the fact, or each reason why it is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from services.ingest.tests.raw import COUNTY, project

from zhouqi.events.contracts.ingest import Nature, ProjectRegistered
from zhouqi.ingest.intake.delivery import Delivery, judge
from zhouqi.ingest.kinds import KINDS
from zhouqi.ingest.kinds.project import PROJECT
from zhouqi.ingest.records.commands import Refusal, Statement

NOW = datetime(2026, 10, 30, 10, tzinfo=UTC)


def _read(**changes: object) -> Delivery:
    return judge(PROJECT, project(**changes), COUNTY, NOW)


def _findings(delivered: Delivery) -> list[tuple[str, str]]:
    assert isinstance(delivered.command.body, Refusal)
    return [(found.field, found.code) for found in delivered.command.body.findings]


def test_a_good_record_is_stated_with_all_it_says() -> None:
    delivered = _read()

    assert delivered.command.stream == "record/project/approval-SP-2024-000017"
    assert delivered.command.occurred_at == datetime(2024, 3, 5, 1, 12, tzinfo=UTC)
    statement = delivered.command.body
    assert isinstance(statement, Statement)
    assert isinstance(statement.fact, ProjectRegistered)
    assert statement.fact.nature is Nature.RENOVATION
    assert statement.fact.total_investment == Decimal("12500.00")
    assert statement.fact.planned_completion == date(2025, 12, 31)


@pytest.mark.parametrize("field", ["planned_start", "planned_completion"])
def test_1900_stands_for_no_day(field: str) -> None:
    statement = _read(**{field: "1900-01-01"}).command.body

    assert isinstance(statement, Statement)
    assert statement.fact is not None
    assert getattr(statement.fact, field) is None


@pytest.mark.parametrize(
    "field",
    ["enterprise_name", "industry_code", "construction_nature", "total_investment", "land_area_mu"],
)
def test_what_may_be_absent_may_be_absent(field: str) -> None:
    assert not _read(**{field: None}).rejected


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        ({"enterprise_code": "91330523MA2B3C0291"}, ("enterprise_code", "malformed")),
        ({"enterprise_code": None}, ("enterprise_code", "missing")),
        ({"project_code": "2413-330529-07-02-123456"}, ("project_code", "malformed")),
        ({"township_code": "330528101"}, ("township_code", "unknown")),
        ({"registered_on": "1900-01-01"}, ("registered_on", "missing")),
        ({"registered_on": "2024-02-30"}, ("registered_on", "malformed")),
        ({"project_name": ""}, ("project_name", "missing")),
        ({"project_name": "x" * 401}, ("project_name", "malformed")),
        ({"project_name": "a\x00b"}, ("project_name", "malformed")),
        ({"project_name": "\ud800"}, ("project_name", "malformed")),
        ({"project_name": 7}, ("project_name", "malformed")),
        ({"total_investment": "NaN"}, ("total_investment", "malformed")),
        ({"total_investment": "-1"}, ("total_investment", "malformed")),
        ({"updated_at": "2024-03-05T09:12:00"}, ("updated_at", "malformed")),
        ({"updated_at": "2027-01-01T00:00:00+08:00"}, ("updated_at", "in_future")),
        ({"construction_nature": "不明"}, ("construction_nature", "malformed")),
        ({"registered_on": "2026-10-31"}, ("registered_on", "in_future")),
        ({"withdrawn": "perhaps"}, ("withdrawn", "malformed")),
    ],
)
def test_each_broken_rule_is_named(changes: dict[str, object], finding: tuple[str, str]) -> None:
    delivered = _read(**changes)

    assert _findings(delivered) == [finding]
    assert delivered.raw, "the raw record is kept"


def test_all_findings_of_a_record_are_named_at_once() -> None:
    assert _findings(_read(enterprise_code="x", project_code="y")) == [
        ("project_code", "malformed"),
        ("enterprise_code", "malformed"),
    ]


def test_a_withdrawal_needs_no_other_field() -> None:
    delivered = _read(withdrawn=True, project_code="broken", enterprise_code=None)

    assert isinstance(delivered.command.body, Statement)
    assert delivered.command.body.fact is None


def test_the_same_delivery_is_the_same_command() -> None:
    assert _read().command.id == _read().command.id
    assert _read().command.id != _read(total_investment="1.00").command.id


_json = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(sorted(project())) | st.text(), _json))
def test_whatever_comes_is_read_or_refused(raw: dict[str, object]) -> None:
    for kind in KINDS:
        delivered = judge(kind, raw, COUNTY, NOW)
        assert delivered.command.stream.startswith(f"record/{kind.name}/{kind.source}-")
        assert len(delivered.command.stream) <= 200
