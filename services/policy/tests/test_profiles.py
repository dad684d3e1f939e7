"""Profiles follow from records, whichever way they came; matches from the close of a day, once all is here."""

from datetime import date
from decimal import Decimal

from services.policy.tests.records import (
    closed,
    graded,
    inputs,
    land,
    producing,
    project,
    registered,
    sales,
    sales_linked,
    tax,
)

from tests.county import OTHER, OWN, WANGYU, record_withdrawn
from tests.county.kit import County
from zhouqi.events import Fact
from zhouqi.events.contracts.ingest import Grade
from zhouqi.events.contracts.policy import EnterpriseProfiled, PoliciesMatched

JUNE, SEPTEMBER = date(2026, 6, 30), date(2026, 9, 30)


def _profile(county: County, *facts: tuple[str, Fact], enterprise: str = OWN) -> EnterpriseProfiled:
    county.happen(*facts)
    county.happen(closed())
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
        project("P3"),
        inputs("I1", "P1", 2025, "600", "10"),
        inputs("I2", "P1", 2026, "50", "5"),
        inputs("I3", "P2", 2026, "7", "1"),
        inputs("I4", "P3", 2024, "700", "1"),
    )

    assert (profile.equipment, profile.research) == (Decimal(57), Decimal(6))


def test_inputs_of_which_a_project_that_reported_the_year_before_lacks_are_not_known(county: County) -> None:
    profile = _profile(
        county,
        project("P1"),
        project("P2"),
        inputs("I1", "P1", 2026, "50", "5"),
        inputs("I2", "P2", 2025, "700", "1"),
    )

    assert (profile.equipment, profile.research) == (None, None)


def test_sales_and_taxes_of_which_a_producing_project_lacks_are_not_known(county: County) -> None:
    county.happen(project("P1"), project("P2"), sales("S1", "P1", SEPTEMBER, "900"))

    builds = _profile(county, tax("T1", "P1", SEPTEMBER, "9"), producing("A2", "P2", None))
    assert (builds.sales, builds.tax) == (Decimal(900), Decimal(9))

    county.happen(producing("A2", "P2", JUNE), closed(date(2026, 10, 31)))
    assert county.react()
    produces = [fact for fact in county.facts(f"enterprise/{OWN}") if isinstance(fact, EnterpriseProfiled)]
    assert (produces[-1].sales, produces[-1].tax) == (None, None)


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


def test_a_report_that_ended_a_year_ago_says_nothing_of_the_last_twelve_months(county: County) -> None:
    last_year, in_time = date(2025, 10, 30), date(2025, 10, 31)

    profile = _profile(
        county, project("P1"), sales("S1", "P1", last_year, "900"), tax("T1", "P1", in_time, "9")
    )

    assert (profile.sales, profile.tax) == (None, Decimal(9))


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
        sales_linked("S1", "P1"),
        sales("S1", None, SEPTEMBER, "950"),
        sales("S2", None, SEPTEMBER, "7"),
    )

    assert profile.sales == 950


def test_what_is_withdrawn_counts_no_more_until_it_is_said_again(county: County) -> None:
    county.happen(project("P1"), project("P2"), sales("S1", "P1", SEPTEMBER, "900"))
    county.happen(sales("S2", "P2", SEPTEMBER, "100"))

    first = _profile(county, record_withdrawn("record/sales/approval-S1"))
    assert first.sales == 100

    county.happen(sales("S1", "P1", SEPTEMBER, "901"), record_withdrawn("record/project/approval-P2"))
    county.happen(closed(date(2026, 10, 31)))
    assert county.react()
    last = county.facts(f"enterprise/{OWN}")[-1]
    assert isinstance(last, EnterpriseProfiled | PoliciesMatched)
    profiles = [fact for fact in county.facts(f"enterprise/{OWN}") if isinstance(fact, EnterpriseProfiled)]
    assert (profiles[-1].sales, profiles[-1].projects) == (Decimal(901), 1)


def test_an_enterprise_that_is_only_known_from_its_project_has_a_profile(county: County) -> None:
    profile = _profile(county, project("P1"))

    assert (profile.name, profile.above_scale, profile.honours, profile.projects) == (None, None, None, 1)


def test_what_nobody_reported_is_not_known_and_what_was_reported_as_zero_is(county: County) -> None:
    profile = _profile(
        county,
        registered(above_scale=False),
        project("P1"),
        tax("T1", "P1", SEPTEMBER, "0"),
        inputs("I1", "P1", 2026, "0", "0"),
    )

    assert (profile.tax, profile.equipment, profile.research) == (Decimal(0), Decimal(0), Decimal(0))
    assert (profile.sales, profile.land_area, profile.grade) == (None, None, None)
    assert (profile.above_scale, profile.honours) == (False, ())


def test_a_register_that_does_not_say_leaves_it_unknown(county: County) -> None:
    code, fact = registered()
    silent = fact.model_copy(update={"above_scale": None, "honours": None})

    profile = _profile(county, (code, silent))

    assert (profile.name, profile.above_scale, profile.honours) == ("某公司", None, None)


def test_land_of_which_one_area_is_missing_has_no_sum(county: County) -> None:
    profile = _profile(county, project("P1"), land("L1", "P1", "66.5"), land("L2", "P1", None))

    assert profile.land_area is None


def test_an_enterprise_keeps_a_profile_when_its_only_project_is_gone(county: County) -> None:
    _profile(county, project("P1"))
    county.happen(record_withdrawn("record/project/approval-P1"), closed(date(2026, 10, 31)))

    assert county.react()

    profiles = [fact for fact in county.facts(f"enterprise/{OWN}") if isinstance(fact, EnterpriseProfiled)]
    assert profiles[-1].projects == 0


def test_the_order_of_arrival_changes_nothing(county: County) -> None:
    profile = _profile(
        county,
        sales_linked("S1", "P1"),
        sales("S1", None, SEPTEMBER, "900"),
        graded("G2", "P1", 2025, Grade.A),
        graded("G1", "P1", 2024, Grade.C),
        project("P1"),
        registered(),
    )

    assert (profile.sales, profile.grade, profile.name) == (Decimal(900), Grade.A, "某公司")


def test_one_enterprise_s_records_are_not_another_s(county: County) -> None:
    county.happen(registered(), registered(OTHER, WANGYU), project("P1"), project("P2", OTHER))
    profile = _profile(county, sales("S1", "P1", SEPTEMBER, "900"), enterprise=OTHER)

    assert profile.sales is None
