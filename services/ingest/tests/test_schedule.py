"""What is due at a business time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from zhouqi.ingest.keep import Reading
from zhouqi.ingest.schedule import Due, closable, due, due_days, needed, quiet_until, vouched

SIX_HOURS = timedelta(hours=6)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _days(last: date | None, at: str) -> list[date]:
    return list(due_days(last, _at(at)))


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


def test_a_day_needs_what_the_sources_put_out_by_half_past_five() -> None:
    assert vouched(date(2026, 10, 30)) == _at("2026-10-30T09:30")


def test_a_collection_lacks_the_first_day_that_it_does_not_cover() -> None:
    days = [date(2026, 10, 29), date(2026, 10, 30)]

    assert needed(Reading(), days) == vouched(days[0])
    assert needed(Reading(complete_to=vouched(days[0])), days) == vouched(days[1])
    assert needed(Reading(complete_to=_at("2026-10-30T12:00")), days) is None


def test_days_close_in_their_order_as_far_as_everything_covers_them() -> None:
    days = [date(2026, 10, 29), date(2026, 10, 30)]
    one, both = Reading(complete_to=vouched(days[0])), Reading(complete_to=vouched(days[1]))

    assert closable(days, [both, both]) == days
    assert closable(days, [both, one]) == days[:1]
    assert closable(days, [both, Reading()]) == []


def test_a_collection_is_due_by_its_schedule_or_because_a_day_waits_for_it() -> None:
    now = _at("2026-10-30T04:00")
    fresh = Reading(collected_at=_at("2026-10-30T01:00"), complete_to=_at("2026-10-30T01:00"))
    stale = Reading(collected_at=_at("2026-10-29T22:00"), complete_to=_at("2026-10-29T22:00"))

    assert due("sales", SIX_HOURS, Reading(), [], now) == Due("sales", None)
    assert due("sales", SIX_HOURS, fresh, [], now) is None
    assert due("sales", SIX_HOURS, stale, [], now) == Due("sales", None)
    waiting = date(2026, 10, 30)
    assert due("sales", SIX_HOURS, fresh, [waiting], now) == Due("sales", vouched(waiting))


def test_nothing_is_asked_before_the_next_collection_or_the_next_close() -> None:
    every = {"sales": SIX_HOURS, "tax": timedelta(days=1)}
    read = {name: Reading(collected_at=_at("2026-10-30T01:00")) for name in every}

    assert quiet_until(every, read, _at("2026-10-30T02:00")) == _at("2026-10-30T07:00")
    assert quiet_until({"tax": every["tax"]}, {"tax": read["tax"]}, _at("2026-10-30T02:00")) == _at(
        "2026-10-30T10:00"
    )
    assert quiet_until({"tax": every["tax"]}, {"tax": Reading()}, _at("2026-10-30T10:30")) == _at(
        "2026-10-31T10:00"
    )
