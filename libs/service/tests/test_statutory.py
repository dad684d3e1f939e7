"""The statutory days of rest: those of the regulation, and on the days that past notices gave them."""

from datetime import date

import pytest
from chinese_calendar import constants

from zhouqi.service.rules.statutory import days_of_rest


@pytest.mark.parametrize("year", [2025, 2026])
def test_past_notices_of_its_wording_give_a_holiday_on_each_of_them(year: int) -> None:
    assert days_of_rest(year) <= constants.holidays.keys()


@pytest.mark.parametrize("year", range(2021, 2025))
def test_the_lunar_days_are_those_of_notices_before_it(year: int) -> None:
    added_since = {date(year, 5, 2), min(day for day in days_of_rest(year) if day.timetuple().tm_yday > 1)}

    assert days_of_rest(year) - added_since <= constants.holidays.keys()


def test_a_year_has_thirteen_days_and_the_fixed_ones_for_ever() -> None:
    assert [len(days_of_rest(year)) for year in (2027, 2029, 2060)] == [13, 13, 13]
    assert len(days_of_rest(2028)) == 12, "the Mid-Autumn Festival falls into the National Day"
    assert days_of_rest(2061) == {
        date(2061, month, day) for month, day in ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))
    }
