"""Which policies match: given what is known of an enterprise, then these conditions and this amount."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.deciding import DeciderSpec
from zhouqi.events.contracts.ingest import Grade
from zhouqi.events.contracts.policy import (
    Condition,
    EnterpriseProfiled,
    Match,
    PolicyPublished,
    Verdict,
)
from zhouqi.policy.matching.commands import Assess
from zhouqi.policy.matching.decider import EnterpriseDecider
from zhouqi.policy.matching.matcher import match_policies
from zhouqi.policy.profile.columns import HONOURS
from zhouqi.policy.profile.rules import rule_book
from zhouqi.policy.publishing.policy_files import load_policies

enterprise = DeciderSpec(EnterpriseDecider())
POLICIES = {one.policy: one for one in load_policies()}
DEPARTMENTS = rule_book().on(date(2026, 10, 30)).departments
NOTHING = EnterpriseProfiled(enterprise="E1", projects=0)
"""Of this enterprise nothing was ever reported."""
MET, UNMET, UNKNOWN = Verdict.MET, Verdict.UNMET, Verdict.UNKNOWN


def _known(**what: object) -> EnterpriseProfiled:
    money = {"equipment", "research", "sales", "tax", "land_area"}
    update = {name: Decimal(str(value)) if name in money else value for name, value in what.items()}
    return NOTHING.model_copy(update=update)


def _matched(profiles: list[EnterpriseProfiled], policies: list[PolicyPublished]) -> list[tuple[Match, ...]]:
    return match_policies(profiles, policies, DEPARTMENTS)


def _match(policy: str | PolicyPublished, **what: object) -> Match:
    published = POLICIES[policy] if isinstance(policy, str) else policy
    ((found,),) = _matched([_known(**what)], [published])
    return found


def _said(found: Match) -> dict[str, Verdict]:
    return {reason.condition: reason.verdict for reason in found.reasons}


def _lacks(found: Match) -> dict[str, str]:
    return {one.field: one.department for one in found.missing}


def test_a_subsidy_is_a_share_of_the_equipment() -> None:
    found = _match("equipment_subsidy", equipment="1234.56", above_scale=True, grade=Grade.B)

    assert (found.verdict, found.amount) == (MET, Decimal("123.46"))
    assert set(_said(found).values()) == {MET}


def test_it_has_a_ceiling() -> None:
    found = _match("equipment_subsidy", equipment=50000, above_scale=True, grade=Grade.C)

    assert found.amount == Decimal("300.00")


@pytest.mark.parametrize(
    ("what", "said", "verdict"),
    [
        ({"equipment": "499.99", "above_scale": True, "grade": Grade.A}, [UNMET, MET, MET], UNMET),
        ({"equipment": 500, "above_scale": False, "grade": Grade.A}, [MET, UNMET, MET], UNMET),
        ({"equipment": 500, "above_scale": True, "grade": Grade.D}, [MET, MET, UNMET], UNMET),
        ({"equipment": 500, "above_scale": True}, [MET, MET, UNKNOWN], UNKNOWN),
        ({"equipment": 0}, [UNMET, UNKNOWN, UNKNOWN], UNMET),
        ({}, [UNKNOWN, UNKNOWN, UNKNOWN], UNKNOWN),
    ],
)
def test_every_condition_says_whether_it_is_met_or_cannot_be_told(
    what: dict[str, object], said: list[Verdict], verdict: Verdict
) -> None:
    found = _match("equipment_subsidy", **what)

    assert list(_said(found).values()) == said
    assert (found.verdict, found.amount) == (verdict, None)


def test_research_without_reported_sales_is_promised_nothing() -> None:
    found = _match("research_reward", research=200, honours=())

    assert _said(found) == {"research": MET, "intensity": UNKNOWN}
    assert (found.verdict, found.amount) == (UNKNOWN, None)
    assert _lacks(found) == {"sales": "industry"}


def test_what_the_amount_rests_on_must_be_known_too() -> None:
    found = _match("research_reward", research=200, sales=1000)

    assert _said(found) == {"research": MET, "intensity": MET}
    assert (found.verdict, found.amount, _lacks(found)) == (UNKNOWN, None, {"honours": "science"})


def test_what_is_unmet_in_any_case_asks_for_nothing_more() -> None:
    found = _match("equipment_subsidy", equipment=0)

    assert (found.verdict, found.missing) == (UNMET, ())


def test_a_reward_depends_on_the_enterprise_s_honours() -> None:
    ordinary = _match("research_reward", research=200, sales=1000, honours=())
    high_tech = _match("research_reward", research=200, sales=1000, honours=("high_tech",))

    assert (ordinary.amount, high_tech.amount) == (Decimal("10.00"), Decimal("16.00"))


def test_a_grade_that_was_never_given_is_not_known_to_be_class_a_nor_another() -> None:
    found = _match("excellence_reward", honours=("specialised",), tax=5)

    assert (_said(found)["grade"], _lacks(found)) == (UNKNOWN, {"grade": "industry"})


def test_honours_that_no_policy_asks_for_do_no_harm() -> None:
    found = _match("excellence_reward", honours=("unheard_of", "high_tech"), tax=5, grade=Grade.A)

    assert found.amount == Decimal("30.00")


def _policy(amount: str, condition: str = "tax >= 0", ceiling: int | None = None) -> PolicyPublished:
    return POLICIES["equipment_subsidy"].model_copy(
        update={
            "amount": amount,
            "conditions": (Condition(code="any", zh="任一", en="Any", expression=condition),),
            "ceiling": None if ceiling is None else Decimal(ceiling),
        }
    )


@pytest.mark.parametrize(
    ("amount", "given"),
    [("tax * 0.5", "0.01"), ("0 - tax", "0.00"), ("tax / 3", "0.00"), ("(tax + 1.98) / 3", "0.66")],
)
def test_halves_are_rounded_up_and_nothing_is_below_nothing(amount: str, given: str) -> None:
    assert _match(_policy(amount), tax="0.01").amount == Decimal(given)


@pytest.mark.parametrize(
    "amount", ["case when tax = 6 then 5 end", "1 / (tax - 5)", "tax * 1000000000000 * 1000000000000"]
)
def test_an_amount_that_cannot_be_said_is_unknown(amount: str) -> None:
    found = _match(_policy(amount), tax=5)

    assert (found.verdict, found.amount, found.missing) == (UNKNOWN, None, ())


def test_what_is_too_much_to_say_is_still_capped() -> None:
    found = _match(_policy("tax * 1000000000000 * 1000000000000", ceiling=300), tax=5)

    assert (found.verdict, found.amount) == (MET, Decimal("300.00"))


def _maybe(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | strategy


_money = st.decimals(0, 10**6, places=2)
_profiles = st.builds(
    EnterpriseProfiled,
    enterprise=st.just("E1"),
    name=st.none(),
    township=st.none(),
    industry=st.none(),
    above_scale=_maybe(st.booleans()),
    honours=_maybe(st.lists(st.sampled_from(HONOURS), unique=True).map(tuple)),
    projects=st.integers(0, 5),
    land_area=_maybe(_money),
    equipment=_maybe(_money),
    research=_maybe(_money),
    sales=_maybe(_money),
    tax=_maybe(_money),
    grade=_maybe(st.sampled_from(Grade)),
)


@settings(deadline=None)
@given(st.lists(_profiles, max_size=8))
def test_every_enterprise_gets_what_it_would_get_alone(profiles: list[EnterpriseProfiled]) -> None:
    policies = list(POLICIES.values())

    assert _matched(profiles, policies) == [_matched([one], policies)[0] for one in profiles]


@settings(deadline=None)
@given(_profiles)
def test_the_released_policies_agree_with_their_words(profile: EnterpriseProfiled) -> None:
    (found,) = _matched([profile], list(POLICIES.values()))
    known = {name for name, value in profile if value is not None}
    sums = {name: getattr(profile, name) or Decimal(0) for name in ("equipment", "research", "sales", "tax")}
    subsidy = (
        {"equipment", "above_scale", "grade"} <= known
        and sums["equipment"] >= 500
        and profile.above_scale
        and profile.grade is not Grade.D
    )
    excellent = (
        {"honours", "grade", "tax"} <= known
        and profile.honours
        and profile.grade is Grade.A
        and sums["tax"] > 0
    )
    research = (
        {"research", "sales", "honours"} <= known
        and sums["research"] >= 100
        and sums["research"] >= sums["sales"] * Decimal("0.03")
    )

    assert [one.amount is not None for one in found] == [bool(one) for one in (subsidy, excellent, research)]
    assert all((one.amount is not None) == (one.verdict is MET) for one in found)
    assert all((one.verdict is UNKNOWN) == bool(one.missing) for one in found)


def test_only_what_is_new_of_an_enterprise_is_said() -> None:
    policies = list(POLICIES.values())
    day = POLICIES["equipment_subsidy"].begins
    poor = Assess(day, NOTHING, _matched([NOTHING], policies)[0])
    rich_profile = _known(equipment=900, above_scale=True)
    rich = Assess(day, rich_profile, _matched([rich_profile], policies)[0])
    sold_profile = _known(equipment=900, above_scale=True, projects=2)
    sold = Assess(day, sold_profile, _matched([sold_profile], policies)[0])

    both = ["EnterpriseProfiled", "PoliciesMatched"]
    cases = [
        enterprise.when(*done)
        for done in ([poor], [poor, poor], [poor, poor, rich], [poor, poor, rich, sold])
    ]
    assert [[fact.type() for fact in case.facts] for case in cases] == [
        both,
        [],
        both,
        ["EnterpriseProfiled"],
    ]
