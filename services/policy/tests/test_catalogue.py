"""The catalogue's files are checked, and what changed in them is published."""

import asyncio
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from services.policy.tests.conftest import within

from zhouqi.events import Fact, Rejected
from zhouqi.events.contracts.policy import PolicyPublished, PolicyWithdrawn
from zhouqi.policy import catalogue, matching, publishing
from zhouqi.policy.catalogue import CatalogueError
from zhouqi.policy.policy import Policies, PolicyCommand, Publish, Withdraw
from zhouqi.service.health import State
from zhouqi.service.runtime import Runtime
from zhouqi.service.settings import Settings

GOOD = """
policy = "p"
version = 1
zh = "设备补助"
en = "Subsidy"
department = "industry"
begins = 2026-01-01
amount = "equipment * 0.1"
ceiling = 300

[[conditions]]
code = "equipment"
zh = "设备投入"
en = "Equipment"
expression = "equipment >= 500"
"""
FIRST = catalogue.read(GOOD)
SECOND = FIRST.model_copy(update={"version": 2, "amount": "equipment * 0.2"})


def test_the_released_policies_can_be_computed() -> None:
    policies = catalogue.load()

    assert len(policies) >= 3
    matching.check(policies)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("version = 1", ""),
        ("2026-01-01", '"2026-13-01"'),
        ("equipment >= 500", "turnover >= 500"),
        ("equipment * 0.1", "sum(equipment)"),
        ("ceiling = 300", "ceilng = 300"),
        ("ceiling = 300", "ends = 2025-12-31"),
        ("[[conditions]]", "[[condition]]"),
        ('zh = "设备补助"', "zh ="),
    ],
)
def test_a_file_that_is_not_right_is_refused(wrong: str, right: str) -> None:
    with pytest.raises(CatalogueError, match=r"policy\.toml"):
        catalogue.read(GOOD.replace(wrong, right))


def test_two_files_of_one_policy_are_refused(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(GOOD, encoding="utf-8")

    with pytest.raises(CatalogueError):
        catalogue.load(tmp_path)


@pytest.mark.parametrize(
    "expression",
    ["equipment", "'true'", "1", "grade > 5", "grade and above_scale"],
)
def test_a_condition_is_true_or_false(expression: str) -> None:
    policy = catalogue.read(GOOD.replace("equipment >= 500", expression))

    with pytest.raises(matching.WrongExpression):
        matching.check([policy])


@pytest.mark.parametrize("amount", ["grade", "above_scale", "projects / 3", "equipment +"])
def test_an_amount_is_an_exact_number(amount: str) -> None:
    policy = catalogue.read(GOOD.replace("equipment * 0.1", amount))

    with pytest.raises(matching.WrongExpression):
        matching.check([policy])


def _then(given: Sequence[Fact], command: PolicyCommand) -> list[Fact]:
    policies = Policies()
    state = policies.initial()
    for fact in given:
        state = policies.evolve(state, fact)
    return list(policies.decide(command, state))


def test_a_policy_is_published_once() -> None:
    assert _then([], Publish(FIRST)) == [FIRST]
    assert _then([FIRST], Publish(FIRST)) == []


def test_a_change_is_published_under_a_higher_version() -> None:
    assert _then([FIRST], Publish(SECOND)) == [SECOND]
    with pytest.raises(Rejected, match="version_not_raised"):
        _then([FIRST], Publish(SECOND.model_copy(update={"version": 1})))


def test_what_is_gone_is_withdrawn_and_can_come_back() -> None:
    gone = PolicyWithdrawn(policy="p")

    assert _then([FIRST], Withdraw("p")) == [gone]
    assert _then([FIRST, gone], Withdraw("p")) == []
    assert _then([], Withdraw("p")) == []
    assert _then([FIRST, gone], Publish(FIRST)) == [FIRST]


def _publish(settings: Settings, *policies: PolicyPublished) -> int:
    return asyncio.run(within(settings, lambda runtime: publishing.publish(runtime, policies)))


def test_only_what_changed_is_published(settings: Settings) -> None:
    assert _publish(settings, FIRST) == 1
    assert _publish(settings, FIRST) == 0
    assert _publish(settings, SECOND) == 1
    assert _publish(settings) == 1
    assert _publish(settings) == 0
    assert _publish(settings, SECOND) == 1


def test_a_change_that_keeps_its_version_is_refused(settings: Settings) -> None:
    _publish(settings, FIRST)

    with pytest.raises(CatalogueError):
        _publish(settings, SECOND.model_copy(update={"version": 1}))


def test_nothing_is_published_of_what_cannot_be_computed(settings: Settings) -> None:
    wrong = FIRST.model_copy(update={"policy": "q", "amount": "grade"})

    with pytest.raises(matching.WrongExpression):
        _publish(settings, FIRST, wrong)
    assert _publish(settings, FIRST) == 1


def test_one_is_ready_when_the_catalogue_is_published(settings: Settings) -> None:
    assert asyncio.run(within(settings, _state)) is State.DEGRADED
    _publish(settings, *catalogue.load())
    assert asyncio.run(within(settings, _state)) is State.OK


async def _state(runtime: Runtime) -> State:
    return (await publishing.catalogue_check(runtime).find()).state


def test_a_policy_is_in_force_from_its_first_to_its_last_day() -> None:
    policy = FIRST.model_copy(update={"ends": date(2026, 12, 31)})
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))

    assert [bool(matching.in_force([policy], day)) for day in days] == [False, True, True, False]
