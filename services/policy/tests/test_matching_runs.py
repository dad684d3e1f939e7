"""The close of a day has every enterprise matched, once all that came before it is here."""

from datetime import date

import pytest
from services.policy.tests.records import (
    TODAY,
    closed,
    graded,
    inputs,
    project,
    registered,
    sales,
)

from tests.calls import counted
from tests.county import OTHER, OWN
from tests.county.kit import County
from zhouqi.events.contracts.ingest import Grade
from zhouqi.events.contracts.policy import EnterpriseProfiled, PoliciesMatched, Verdict
from zhouqi.policy.context import context
from zhouqi.policy.profile import queries
from zhouqi.service.settings import Settings

SEPTEMBER = date(2026, 9, 30)


def test_matches_come_with_the_close_of_a_day(county: County) -> None:
    county.happen(
        registered(),
        project("P1"),
        inputs("I1", "P1", 2026, "600", "0"),
        graded("G1", "P1", 2025, Grade.B),
    )
    assert county.react()
    assert county.facts(f"enterprise/{OWN}") == []

    county.happen(closed())

    assert county.react()
    matched = county.facts(f"enterprise/{OWN}")[-1]
    assert isinstance(matched, PoliciesMatched)
    amounts = {one.policy: one.amount for one in matched.matches}
    assert matched.day == TODAY
    verdicts = {one.policy: one.verdict for one in matched.matches}
    assert amounts == {"equipment_subsidy": 60, "excellence_reward": None, "research_reward": None}
    assert verdicts == {
        "equipment_subsidy": Verdict.MET,
        "excellence_reward": Verdict.UNMET,
        "research_reward": Verdict.UNMET,
    }


def test_the_close_waits_for_what_came_before_it(county: County) -> None:
    county.happen(registered(), project("P1"), closed(InputsReported=1))
    assert not county.react()
    assert county.facts(f"enterprise/{OWN}") == []

    county.happen(inputs("I1", "P1", 2026, "600", "0"))

    assert county.react()
    assert len(county.facts(f"enterprise/{OWN}")) == 2


def test_another_day_says_nothing_when_nothing_is_new(county: County) -> None:
    county.happen(registered(), project("P1"), closed())
    assert county.react()
    before = len(county.facts(f"enterprise/{OWN}"))

    county.happen(closed(date(2026, 10, 31)))

    assert county.react()
    assert len(county.facts(f"enterprise/{OWN}")) == before


def test_an_earlier_day_that_arrives_late_says_nothing(county: County) -> None:
    county.happen(registered(), closed())
    assert county.react()
    county.happen(project("P1"), closed(date(2026, 10, 29)))

    assert county.react()

    profiles = [fact for fact in county.facts(f"enterprise/{OWN}") if isinstance(fact, EnterpriseProfiled)]
    assert [one.projects for one in profiles] == [0]


def test_enterprises_are_matched_some_at_a_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "_AT_ONCE", 1)
    county.happen(registered(), registered(OTHER), closed())

    assert county.react()

    for enterprise in (OWN, OTHER):
        said = [type(fact) for fact in county.facts(f"enterprise/{enterprise}")]
        assert said == [EnterpriseProfiled, PoliciesMatched]


def test_days_that_are_closed_together_are_one_run(county: County) -> None:
    county.happen(registered(), closed(date(2026, 10, 31)), closed(date(2026, 10, 30)))

    assert county.react()

    matched = [fact for fact in county.facts(f"enterprise/{OWN}") if isinstance(fact, PoliciesMatched)]
    assert [one.day for one in matched] == [date(2026, 10, 31)]


def test_a_county_of_420_enterprises_is_worked_off_at_once(county: County) -> None:
    codes = [f"91330529MA{number:08d}" for number in range(420)]
    county.happen(
        *(registered(code) for code in codes),
        *(project(f"P{number}", code) for number, code in enumerate(codes)),
        *(inputs(f"I{number}", f"P{number}", 2026, "600", "150") for number in range(420)),
        *(sales(f"S{number}", f"P{number}", SEPTEMBER, "900") for number in range(420)),
        closed(),
    )
    county.react()
    county.happen(sales("S0", "P0", SEPTEMBER, "901"), closed(date(2026, 10, 31)))

    with counted() as calls:
        assert county.react()

    assert calls.made < 110 * 420
    assert len(county.facts(f"enterprise/{codes[0]}")) == 3


def test_matching_waits_until_the_catalogue_is_published(settings: Settings) -> None:
    county = County(settings.dsn_of("policy"), context)
    county.happen(registered(), closed())

    assert not county.react()
