"""Which forecasts are told."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files
from uuid import UUID

import pytest

from tests.deciding import DeciderSpec
from zhouqi.events.contracts.milestone import Milestone
from zhouqi.events.contracts.warning import DelayForecast
from zhouqi.service.rules.rulebook import RuleBook, RulesError
from zhouqi.warning.forecast import rules
from zhouqi.warning.forecast.commands import TellForecast
from zhouqi.warning.forecast.decider import ForecastDecider
from zhouqi.warning.forecast.rules import NAME, ForecastRules

DAY = date(2026, 10, 1)
COUNTY = rules.rule_book().on(DAY)
FIRST = DelayForecast(
    project_id=UUID(int=7),
    milestone=Milestone.STARTED,
    day=DAY,
    due=date(2027, 2, 1),
    late=Decimal("0.300"),
    reached_within_180=Decimal("0.800"),
    expected=date(2027, 1, 10),
    learned_from=120,
    model="hazard-1",
    rules=COUNTY.version,
)
SAYING = DeciderSpec(ForecastDecider())
TEXT = (files("zhouqi.warning") / "forecast" / "rules.toml").read_text(encoding="utf-8")


def later(days: int = 31, **changes: object) -> DelayForecast:
    """The first forecast, made anew so many days later."""
    return FIRST.model_copy(update={"day": DAY + timedelta(days=days), **changes})


def tell(forecast: DelayForecast) -> TellForecast:
    return TellForecast(forecast, COUNTY)


def test_the_first_is_told() -> None:
    SAYING.when(tell(FIRST)).then(FIRST)


def test_the_same_is_not_told_again() -> None:
    SAYING.given(FIRST).when(tell(later(late=Decimal("0.450"), expected=date(2027, 1, 30)))).then()


@pytest.mark.parametrize(
    "changes",
    [
        {"late": Decimal("0.500")},
        {"late": Decimal("0.199")},
        {"late": None},
        {"due": date(2027, 3, 1)},
        {"due": None},
        {"expected": date(2027, 2, 9)},
        {"expected": None},
        {"model": "hazard-2"},
        {"days": 180},
    ],
)
def test_what_is_news_is_told(changes: dict[str, object]) -> None:
    days = changes.get("days", 31)
    assert isinstance(days, int)
    new = later(days, **{name: value for name, value in changes.items() if name != "days"})

    SAYING.given(FIRST).when(tell(new)).then(new)


def test_a_day_that_comes_behind_a_later_one_tells_nothing() -> None:
    SAYING.given(FIRST).when(tell(later(-31, late=Decimal("0.900")))).then()


def test_bands_rise() -> None:
    assert [COUNTY.band(Decimal(late)) for late in ("0", "0.199", "0.2", "0.5", "1")] == [0, 0, 1, 2, 2]
    with pytest.raises(RulesError, match="the second is above the first"):
        RuleBook.parse(NAME, {"rules.toml": TEXT.replace('"0.200"', '"0.700"')}, ForecastRules)
