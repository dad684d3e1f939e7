"""Profiles follow from records, whichever way they came; matches from the close of a day, once all is here."""

from datetime import date
from decimal import Decimal

import pytest
from services.policy.tests.county import (
    TODAY,
    County,
    closed,
    graded,
    inputs,
    land,
    linked,
    project,
    registered,
    sales,
    tax,
)

from tests.calls import counted
from tests.county import OTHER, OWN, WANGYU, record_withdrawn
from zhouqi.events import Fact
from zhouqi.events.contracts.ingest import Grade
from zhouqi.events.contracts.policy import EnterpriseProfiled, PoliciesMatched
from zhouqi.policy import queries
from zhouqi.service.settings import Settings

JUNE, SEPTEMBER = date(2026, 6, 30), date(2026, 9, 30)


def _profile(county: County, *facts: tuple[str, Fact], enterprise: str = OWN) -> EnterpriseProfiled:
    county.receive(*facts)
    county.receive(closed())
    assert county.react()
    found = [
        fact for fact in county.facts(f"enterprise/{enterprise}") if isinstance(fact, EnterpriseProfiled)
    ]
    return found[-1]


def test_a_profile_sums_over_the_enterprise_s_projects(county: County) -> None:
    profile = _profile(
        county,
        registered(honours=("high_tech",)),
        project("P1"),
        project("P2"),
        inputs("I1", "P1", 2026, "600.50", "10"),
        inputs("I2", "P2", 2026, "100", "20.25"),
        sales("S1", "P1", SEPTEMBER, "1000"),
        sales("S2", "P2", SEPTEMBER, "500"),
        tax("T1", "P1", SEPTEMBER, "30"),
        graded("G1", "P1", 2025, Grade.B),
        land("L1", "P1", "66.5"),
        land("L2", "P2", "33.5"),
    )

    assert profile == EnterpriseProfiled(
        enterprise=OWN,
        name="某公司",
        township="330529001",
        industry="C3392",
        above_scale=True,
        honours=("high_tech",),
        projects=2,
        land_area=Decimal(100),
        equipment=Decimal("700.50"),
        research=Decimal("30.25"),
        sales=Decimal(1500),
        tax=Decimal(30),
        grade=Grade.B,
    )


def test_inputs_are_those_of_the_latest_year(county: County) -> None:
    profile = _profile(
        county,
        project("P1"),
        project("P2"),
        inputs("I1", "P1", 2025, "600", "10"),
        inputs("I2", "P1", 2026, "50", "5"),
        inputs("I3", "P2", 2025, "700", "1"),
    )

    assert (profile.equipment, profile.research) == (Decimal(50), Decimal(5))


def test_sales_and_taxes_are_each_project_s_latest_twelve_months(county: County) -> None:
    profile = _profile(
        county,
        project("P1"),
        project("P2"),
        sales("S1", "P1", SEPTEMBER, "900"),
        sales("S2", "P1", JUNE, "1000"),
        sales("S3", "P2", JUNE, "100"),
        tax("T1", "P1", JUNE, "5"),
        tax("T2", "P1", SEPTEMBER, "7"),
    )

    assert (profile.sales, profile.tax) == (Decimal(1000), Decimal(7))


def test_the_grade_is_that_of_the_latest_year_that_has_one(county: County) -> None:
    profile = _profile(
        county,
        project("P1"),
        graded("G1", "P1", 2024, Grade.C),
        graded("G2", "P1", 2025, Grade.A),
        graded("G3", "P1", 2026, None),
    )

    assert profile.grade is Grade.A


def test_a_record_counts_once_it_is_linked_and_stays_linked_when_revised(county: County) -> None:
    profile = _profile(
        county,
        project("P1"),
        sales("S1", None, SEPTEMBER, "900"),
        linked("sales", "S1", "P1"),
        sales("S1", None, SEPTEMBER, "950"),
        sales("S2", None, SEPTEMBER, "7"),
    )

    assert profile.sales == 950


def test_what_is_withdrawn_counts_no_more_until_it_is_said_again(county: County) -> None:
    county.receive(project("P1"), project("P2"), sales("S1", "P1", SEPTEMBER, "900"))
    county.receive(sales("S2", "P2", SEPTEMBER, "100"))

    first = _profile(county, record_withdrawn("record/sales/performance-S1"))
    assert first.sales == 100

    county.receive(sales("S1", "P1", SEPTEMBER, "901"), record_withdrawn("record/project/approval-P2"))
    county.receive(closed(date(2026, 10, 31)))
    assert county.react()
    last = county.facts(f"enterprise/{OWN}")[-1]
    assert isinstance(last, EnterpriseProfiled | PoliciesMatched)
    profiles = [fact for fact in county.facts(f"enterprise/{OWN}") if isinstance(fact, EnterpriseProfiled)]
    assert (profiles[-1].sales, profiles[-1].projects) == (Decimal(901), 1)


def test_an_enterprise_that_is_only_known_from_its_project_has_a_profile(county: County) -> None:
    profile = _profile(county, project("P1"))

    assert (profile.name, profile.above_scale, profile.projects) == (None, False, 1)


def test_an_enterprise_keeps_a_profile_when_its_only_project_is_gone(county: County) -> None:
    _profile(county, project("P1"))
    county.receive(record_withdrawn("record/project/approval-P1"), closed(date(2026, 10, 31)))

    assert county.react()

    profiles = [fact for fact in county.facts(f"enterprise/{OWN}") if isinstance(fact, EnterpriseProfiled)]
    assert profiles[-1].projects == 0


def test_the_order_of_arrival_changes_nothing(county: County) -> None:
    profile = _profile(
        county,
        linked("sales", "S1", "P1"),
        sales("S1", None, SEPTEMBER, "900"),
        graded("G2", "P1", 2025, Grade.A),
        graded("G1", "P1", 2024, Grade.C),
        project("P1"),
        registered(),
    )

    assert (profile.sales, profile.grade, profile.name) == (Decimal(900), Grade.A, "某公司")


def test_matches_come_with_the_close_of_a_day(county: County) -> None:
    county.receive(registered(), project("P1"), inputs("I1", "P1", 2026, "600", "0"))
    assert county.react()
    assert county.facts(f"enterprise/{OWN}") == []

    county.receive(closed())

    assert county.react()
    matched = county.facts(f"enterprise/{OWN}")[-1]
    assert isinstance(matched, PoliciesMatched)
    amounts = {one.policy: one.amount for one in matched.matches}
    assert matched.day == TODAY
    assert amounts == {"equipment_subsidy": 60, "excellence_reward": None, "research_reward": None}


def test_the_close_waits_for_what_came_before_it(county: County) -> None:
    county.receive(registered(), project("P1"), closed(InputsReported=1))
    assert not county.react()
    assert county.facts(f"enterprise/{OWN}") == []

    county.receive(inputs("I1", "P1", 2026, "600", "0"))

    assert county.react()
    assert len(county.facts(f"enterprise/{OWN}")) == 2


def test_another_day_says_nothing_when_nothing_is_new(county: County) -> None:
    county.receive(registered(), project("P1"), closed())
    assert county.react()
    before = len(county.facts(f"enterprise/{OWN}"))

    county.receive(closed(date(2026, 10, 31)))

    assert county.react()
    assert len(county.facts(f"enterprise/{OWN}")) == before


def test_an_earlier_day_that_arrives_late_says_nothing(county: County) -> None:
    county.receive(registered(), closed())
    assert county.react()
    county.receive(project("P1"), closed(date(2026, 10, 29)))

    assert county.react()

    profiles = [fact for fact in county.facts(f"enterprise/{OWN}") if isinstance(fact, EnterpriseProfiled)]
    assert [one.projects for one in profiles] == [0]


def test_enterprises_are_matched_some_at_a_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "_AT_ONCE", 1)
    county.receive(registered(), registered(OTHER), closed())

    assert county.react()

    for enterprise in (OWN, OTHER):
        said = [type(fact) for fact in county.facts(f"enterprise/{enterprise}")]
        assert said == [EnterpriseProfiled, PoliciesMatched]


def test_days_that_are_closed_together_are_one_run(county: County) -> None:
    county.receive(registered(), closed(date(2026, 10, 31)), closed(date(2026, 10, 30)))

    assert county.react()

    matched = [fact for fact in county.facts(f"enterprise/{OWN}") if isinstance(fact, PoliciesMatched)]
    assert [one.day for one in matched] == [date(2026, 10, 31)]


def test_one_enterprise_s_records_are_not_another_s(county: County) -> None:
    county.receive(registered(), registered(OTHER, WANGYU), project("P1"), project("P2", OTHER))
    profile = _profile(county, sales("S1", "P1", SEPTEMBER, "900"), enterprise=OTHER)

    assert profile.sales == 0


def test_a_county_of_420_enterprises_is_worked_off_at_once(county: County) -> None:
    codes = [f"91330529MA{number:08d}" for number in range(420)]
    county.receive(
        *(registered(code) for code in codes),
        *(project(f"P{number}", code) for number, code in enumerate(codes)),
        *(inputs(f"I{number}", f"P{number}", 2026, "600", "150") for number in range(420)),
        *(sales(f"S{number}", f"P{number}", SEPTEMBER, "900") for number in range(420)),
        closed(),
    )
    county.react()
    county.receive(sales("S0", "P0", SEPTEMBER, "901"), closed(date(2026, 10, 31)))

    with counted() as calls:
        assert county.react()

    assert calls.made < 110 * 420
    assert len(county.facts(f"enterprise/{codes[0]}")) == 3


def test_matching_waits_until_the_catalogue_is_published(settings: Settings) -> None:
    county = County(settings.dsn_of("policy"))
    county.receive(registered(), closed())

    assert not county.react()
