"""Working days of the county, and terms counted in them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.county.registers import HOLIDAYS_2026, WORKDAYS_2026
from zhouqi.service.rules.working_days import Calendar, Term, Year

YEAR_2026 = Year(provisional=False, holidays=frozenset(HOLIDAYS_2026), workdays=frozenset(WORKDAYS_2026))
CALENDAR = Calendar({2026: YEAR_2026})
SHANGHAI = ZoneInfo("Asia/Shanghai")


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 2, 12), 5, date(2026, 2, 26)),  # over Spring Festival, with a Saturday worked
        (date(2026, 9, 24), 15, date(2026, 10, 22)),  # over two holidays, with two weekend days worked
        (date(2026, 3, 6), 1, date(2026, 3, 9)),  # over a weekend
    ],
)
def test_terms_skip_what_is_not_worked(start: date, days: int, end: date) -> None:
    assert CALENDAR.add(start, days) == Term(end, provisional=False)


def test_a_weekend_day_may_be_worked_and_a_monday_not() -> None:
    assert CALENDAR.works(date(2026, 2, 14))
    assert not CALENDAR.works(date(2026, 2, 16))


def test_the_cut_off_hour_itself_is_still_in_time() -> None:
    thursday = date(2026, 3, 5)

    assert CALENDAR.start(_at(thursday, 17), 17).day == thursday
    assert CALENDAR.start(_at(thursday, 17, 1), 17).day == date(2026, 3, 6)


def test_what_comes_in_on_a_rest_day_starts_on_the_next_working_day() -> None:
    assert CALENDAR.start(_at(date(2026, 3, 7), 9), 17).day == date(2026, 3, 9)
    assert CALENDAR.start(_at(date(2026, 2, 20), 9), 17).day == date(2026, 2, 24)


def test_the_day_is_the_county_s_wherever_the_time_was_written() -> None:
    late_on_sunday_in_utc = datetime(2026, 3, 8, 23, 0, tzinfo=ZoneInfo("UTC"))

    assert CALENDAR.start(late_on_sunday_in_utc, 17).day == date(2026, 3, 9)


def test_without_a_cut_off_every_hour_of_a_working_day_counts() -> None:
    assert CALENDAR.start(_at(date(2026, 3, 5), 23, 59), 24).day == date(2026, 3, 5)


def test_a_term_into_an_unpublished_year_is_provisional() -> None:
    assert CALENDAR.add(date(2026, 12, 30), 1) == Term(date(2026, 12, 31), provisional=False)
    assert CALENDAR.add(date(2026, 12, 30), 2) == Term(date(2027, 1, 4), provisional=True)


def test_a_published_year_may_itself_be_provisional() -> None:
    calendar = Calendar(
        {2026: YEAR_2026, 2027: Year(provisional=True, holidays=frozenset({date(2027, 3, 1)}))}
    )

    assert not calendar.works(date(2027, 3, 1))
    assert calendar.add(date(2026, 12, 31), 1) == Term(date(2027, 1, 4), provisional=True)


@pytest.mark.parametrize(
    "rest", ["2027-01-01", "2027-02-05", "2027-02-08", "2028-05-01", "2028-05-02", "2028-10-02", "2028-10-03"]
)
def test_a_statutory_day_of_rest_is_not_worked_before_the_notice_is_out(rest: str) -> None:
    day = date.fromisoformat(rest)
    assert day.weekday() < 5

    assert not CALENDAR.works(day)
    assert not Calendar({day.year: Year(provisional=True)}).works(day), "published as provisional"


def test_a_notice_says_what_is_worked_whatever_the_regulation_says() -> None:
    noticed = Calendar({2027: Year(provisional=False, holidays=frozenset({date(2027, 1, 4)}))})

    assert noticed.works(date(2027, 1, 1))
    assert not noticed.works(date(2027, 1, 4))


def test_a_term_that_only_starts_in_a_provisional_year_says_so() -> None:
    known = Calendar({2026: YEAR_2026, 2028: Year(provisional=False)})

    assert known.term(_at(date(2027, 12, 31), 10), 1, 17) == Term(date(2028, 1, 3), provisional=True)
    assert known.term(_at(date(2027, 12, 31), 18), 1, 17) == Term(date(2028, 1, 4), provisional=True)


@settings(deadline=None)
@given(st.dates(date(2025, 1, 1), date(2027, 12, 31)), st.integers(1, 60))
def test_a_term_ends_on_a_working_day_with_as_many_in_between(start: date, days: int) -> None:
    end = CALENDAR.add(start, days).day

    between = (date.fromordinal(n) for n in range(start.toordinal() + 1, end.toordinal() + 1))
    assert CALENDAR.works(end)
    assert sum(CALENDAR.works(day) for day in between) == days
