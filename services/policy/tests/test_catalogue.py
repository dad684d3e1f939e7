"""The catalogue's files are checked, and what changed in them is published."""

import asyncio
from datetime import date
from pathlib import Path

import pytest
from services.policy.tests.conftest import within

from tests.deciding import DeciderSpec
from zhouqi.events.contracts.policy import PolicyPublished, PolicyWithdrawn
from zhouqi.policy.catalogue.commands import Publish, Withdraw
from zhouqi.policy.catalogue.compiled_policy import WrongExpression, compile_policy
from zhouqi.policy.catalogue.decider import PolicyDecider
from zhouqi.policy.catalogue.editions import in_force
from zhouqi.policy.publishing.policy_files import load_policies, parse_policy
from zhouqi.policy.publishing.publisher import catalogue_check, publish_catalogue
from zhouqi.service.loops.health import State
from zhouqi.service.rules.rule_files import RulesError
from zhouqi.service.runtime import Runtime
from zhouqi.service.settings import Settings

policy = DeciderSpec(PolicyDecider())
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
TODAY, NEXT_YEAR = date(2026, 10, 30), date(2027, 1, 1)
FIRST = parse_policy(GOOD)
SECOND = FIRST.model_copy(update={"version": 2, "amount": "equipment * 0.2"})


def test_the_released_policies_can_be_computed() -> None:
    policies = load_policies()

    assert len(policies) >= 3
    for policy in policies:
        compile_policy(policy)


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
        ("ceiling = 300", "effective = 2025-12-31"),
        ('zh = "设备补助"', "zh ="),
        ('zh = "设备补助"', 'zh = "设备\u200b补助"'),
        ('zh = "设备补助"', 'zh = "设备补助，致电 0572-8067123"'),
    ],
)
def test_a_file_that_is_not_right_is_refused(wrong: str, right: str) -> None:
    with pytest.raises(RulesError, match=r"policy\.toml"):
        parse_policy(GOOD.replace(wrong, right))


def test_two_files_of_one_policy_are_refused(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(GOOD, encoding="utf-8")

    with pytest.raises(RulesError):
        load_policies(tmp_path)


@pytest.mark.parametrize(
    "expression",
    ["equipment", "'true'", "1", "null", "grade > 5", "grade and above_scale"],
)
def test_a_condition_is_true_or_false(expression: str) -> None:
    with pytest.raises(RulesError, match="equipment"):
        parse_policy(GOOD.replace("equipment >= 500", expression))


@pytest.mark.parametrize("amount", ["grade", "above_scale", "null", "equipment +"])
def test_an_amount_is_a_number(amount: str) -> None:
    with pytest.raises(RulesError, match="amount"):
        parse_policy(GOOD.replace("equipment * 0.1", amount))


def _from(day: date, edition: PolicyPublished) -> PolicyPublished:
    return edition.model_copy(update={"effective": day})


def test_a_policy_is_published_once() -> None:
    policy.when(Publish(FIRST, TODAY)).then(FIRST)
    policy.given(FIRST).when(Publish(FIRST, TODAY)).then()


def test_a_change_is_published_under_a_higher_version() -> None:
    policy.given(FIRST).when(Publish(SECOND, TODAY)).then(_from(TODAY, SECOND))
    policy.given(FIRST).when(Publish(SECOND.model_copy(update={"version": 1}), TODAY)).refused(
        "version_not_raised"
    )


def test_what_is_gone_is_withdrawn_and_can_come_back() -> None:
    gone = PolicyWithdrawn(policy="p")

    policy.given(FIRST).when(Withdraw("p")).then(gone)
    policy.given(FIRST, gone).when(Withdraw("p")).then()
    policy.when(Withdraw("p")).then()
    policy.given(FIRST, gone).when(Publish(FIRST, TODAY)).then(_from(TODAY, FIRST))


def test_an_edition_holds_from_its_day_on_or_from_that_of_its_publication() -> None:
    announced = _from(NEXT_YEAR, SECOND)

    policy.given(FIRST).when(Publish(announced, TODAY)).then(announced)
    policy.given(FIRST).when(Publish(SECOND, TODAY)).then(_from(TODAY, SECOND))
    policy.given(FIRST, _from(TODAY, SECOND)).when(Publish(SECOND, NEXT_YEAR)).then()
    policy.given(FIRST, _from(TODAY, SECOND)).when(Publish(announced, TODAY)).refused("version_not_raised")


def _publish(settings: Settings, *policies: PolicyPublished) -> int:
    return asyncio.run(within(settings, lambda runtime: publish_catalogue(runtime, policies)))


def test_only_what_changed_is_published(settings: Settings) -> None:
    assert _publish(settings, FIRST) == 1
    assert _publish(settings, FIRST) == 0
    assert _publish(settings, SECOND) == 1
    assert _publish(settings) == 1
    assert _publish(settings) == 0
    assert _publish(settings, SECOND) == 1


def test_a_change_that_keeps_its_version_is_refused(settings: Settings) -> None:
    _publish(settings, FIRST)

    with pytest.raises(RulesError):
        _publish(settings, SECOND.model_copy(update={"version": 1}))


def test_nothing_is_published_of_what_cannot_be_computed(settings: Settings) -> None:
    wrong = FIRST.model_copy(update={"policy": "q", "amount": "grade"})

    with pytest.raises(WrongExpression):
        _publish(settings, FIRST, wrong)
    assert _publish(settings, FIRST) == 1


def test_one_is_ready_when_the_catalogue_is_published(settings: Settings) -> None:
    assert asyncio.run(within(settings, _state)) is State.DEGRADED
    _publish(settings, *load_policies())
    assert asyncio.run(within(settings, _state)) is State.OK


async def _state(runtime: Runtime) -> State:
    return (await catalogue_check(runtime).find()).state


def test_a_policy_is_in_force_from_its_first_to_its_last_day() -> None:
    policy = FIRST.model_copy(update={"ends": date(2026, 12, 31)})
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))

    assert [bool(in_force([[policy]], day)) for day in days] == [False, True, True, False]


@pytest.mark.parametrize(
    ("day", "version"), [(TODAY, 1), (date(2026, 12, 31), 1), (NEXT_YEAR, 3), (date(2027, 7, 1), 3)]
)
def test_an_edition_holds_until_the_next_one_s_day(day: date, version: int) -> None:
    late = _from(date(2027, 6, 1), SECOND)
    sooner = _from(NEXT_YEAR, SECOND.model_copy(update={"version": 3}))

    (found,) = in_force([[FIRST, late, sooner]], day)

    assert found.version == version
