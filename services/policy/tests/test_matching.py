"""Which policies match: given what is known of an enterprise, then these conditions and this amount."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhouqi.events.contracts.ingest import Grade
from zhouqi.events.contracts.policy import EnterpriseProfiled, Match, PolicyPublished
from zhouqi.policy import catalogue
from zhouqi.policy.enterprise import Assess, Enterprises
from zhouqi.policy.matching import match
from zhouqi.policy.profile import HONOURS

POLICIES = {one.policy: one for one in catalogue.load()}
NOTHING = EnterpriseProfiled(
    enterprise="E1",
    above_scale=False,
    projects=0,
    land_area=Decimal(0),
    equipment=Decimal(0),
    research=Decimal(0),
    sales=Decimal(0),
    tax=Decimal(0),
)


def _known(**what: object) -> EnterpriseProfiled:
    money = {"equipment", "research", "sales", "tax", "land_area"}
    update = {name: Decimal(str(value)) if name in money else value for name, value in what.items()}
    return NOTHING.model_copy(update=update)


def _match(policy: str | PolicyPublished, **what: object) -> Match:
    published = POLICIES[policy] if isinstance(policy, str) else policy
    ((found,),) = match([_known(**what)], [published])
    return found


def _unmet(found: Match) -> list[str]:
    return [reason.condition for reason in found.reasons if not reason.met]


def test_a_subsidy_is_a_share_of_the_equipment() -> None:
    found = _match("equipment_subsidy", equipment="1234.56", above_scale=True, grade=Grade.B)

    assert (found.amount, _unmet(found)) == (Decimal("123.46"), [])


def test_it_has_a_ceiling() -> None:
    assert _match("equipment_subsidy", equipment=50000, above_scale=True).amount == Decimal("300.00")


@pytest.mark.parametrize(
    ("what", "unmet"),
    [
        ({"equipment": "499.99", "above_scale": True}, ["equipment"]),
        ({"equipment": 500, "above_scale": False}, ["above_scale"]),
        ({"equipment": 500, "above_scale": True, "grade": Grade.D}, ["grade"]),
        ({"equipment": 0}, ["equipment", "above_scale"]),
        ({"equipment": 500, "above_scale": True}, []),
    ],
)
def test_every_condition_says_whether_it_is_met(what: dict[str, object], unmet: list[str]) -> None:
    found = _match("equipment_subsidy", **what)

    assert _unmet(found) == unmet
    assert (found.amount is None) == bool(unmet)


def test_a_reward_depends_on_the_enterprise_s_honours() -> None:
    ordinary = _match("research_reward", research=200, sales=1000)
    high_tech = _match("research_reward", research=200, sales=1000, honours=("high_tech",))

    assert (ordinary.amount, high_tech.amount) == (Decimal("10.00"), Decimal("16.00"))


def test_a_grade_that_was_never_given_is_no_class_a() -> None:
    found = _match("excellence_reward", honours=("specialised",), tax=5)

    assert _unmet(found) == ["grade"]


def test_honours_that_no_policy_asks_for_do_no_harm() -> None:
    found = _match("excellence_reward", honours=("unheard_of", "high_tech"), tax=5, grade=Grade.A)

    assert found.amount == Decimal("30.00")


def test_halves_are_rounded_up_and_nothing_is_below_nothing() -> None:
    half = POLICIES["equipment_subsidy"].model_copy(update={"amount": "tax * 0.5", "conditions": _ANY})
    less = half.model_copy(update={"amount": "0 - tax"})

    assert _match(half, tax="0.01").amount == Decimal("0.01")
    assert _match(less, tax="0.01").amount == Decimal("0.00")


def test_an_amount_that_cannot_be_known_is_none() -> None:
    unknown = POLICIES["equipment_subsidy"].model_copy(
        update={"amount": "case when grade = 'A' then 5 end", "conditions": _ANY}
    )

    assert _match(unknown).amount is None


_ANY = (
    POLICIES["equipment_subsidy"].conditions[0].model_copy(update={"code": "any", "expression": "tax >= 0"}),
)
_money = st.decimals(0, 10**6, places=2)
_profiles = st.builds(
    EnterpriseProfiled,
    enterprise=st.just("E1"),
    name=st.none(),
    township=st.none(),
    industry=st.none(),
    above_scale=st.booleans(),
    honours=st.lists(st.sampled_from(HONOURS), unique=True).map(tuple),
    projects=st.integers(0, 5),
    land_area=_money,
    equipment=_money,
    research=_money,
    sales=_money,
    tax=_money,
    grade=st.none() | st.sampled_from(Grade),
)


@settings(deadline=None)
@given(st.lists(_profiles, max_size=8))
def test_every_enterprise_gets_what_it_would_get_alone(profiles: list[EnterpriseProfiled]) -> None:
    policies = list(POLICIES.values())

    assert match(profiles, policies) == [match([one], policies)[0] for one in profiles]


@settings(deadline=None)
@given(_profiles)
def test_the_released_policies_agree_with_their_words(profile: EnterpriseProfiled) -> None:
    (found,) = match([profile], [POLICIES["equipment_subsidy"], POLICIES["excellence_reward"]])
    subsidy = profile.equipment >= 500 and profile.above_scale and profile.grade is not Grade.D
    excellent = bool(profile.honours) and profile.grade is Grade.A and profile.tax > 0

    assert [one.amount is not None for one in found] == [subsidy, excellent]


def test_only_what_is_new_of_an_enterprise_is_said() -> None:
    enterprises = Enterprises()
    policies = list(POLICIES.values())
    day = POLICIES["equipment_subsidy"].begins
    poor = Assess(day, NOTHING, match([NOTHING], policies)[0])
    rich_profile = _known(equipment=900, above_scale=True)
    rich = Assess(day, rich_profile, match([rich_profile], policies)[0])
    sold_profile = _known(equipment=900, above_scale=True, projects=2)
    sold = Assess(day, sold_profile, match([sold_profile], policies)[0])

    state, said = enterprises.initial(), []
    for command in (poor, poor, rich, sold):
        facts = enterprises.decide(command, state)
        said.append([fact.type() for fact in facts])
        for fact in facts:
            state = enterprises.evolve(state, fact)

    both = ["EnterpriseProfiled", "PoliciesMatched"]
    assert said == [both, [], both, ["EnterpriseProfiled"]]
