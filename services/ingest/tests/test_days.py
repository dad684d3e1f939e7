"""Which days are to be closed at a business time."""

from datetime import UTC, date, datetime

from zhouqi.ingest.schedule import due_days


def _days(last: date | None, at: str) -> list[date]:
    return list(due_days(last, datetime.fromisoformat(at).replace(tzinfo=UTC)))


def test_the_first_close_is_of_the_latest_day_alone() -> None:
    assert _days(None, "2026-10-30T10:00") == [date(2026, 10, 30)]  # 18:00 in the county
    assert _days(None, "2026-10-30T09:59") == [date(2026, 10, 29)]


def test_days_that_passed_are_closed_one_by_one() -> None:
    assert _days(date(2026, 10, 28), "2026-10-30T16:30") == [  # the 31st has begun in the county
        date(2026, 10, 29),
        date(2026, 10, 30),
    ]


def test_a_closed_day_is_not_closed_again() -> None:
    assert _days(date(2026, 10, 30), "2026-10-30T12:00") == []
