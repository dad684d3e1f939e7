"""What is due at a business time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from zhouqi.ingest.collection.attempts import Attempt
from zhouqi.ingest.collection.checkpoints import Checkpoint
from zhouqi.ingest.schedule.due import Closable, Due, Schedule
from zhouqi.ingest.schedule.rules import CountyDay, Hours, load_hours
from zhouqi.service.rules.rulebook import RuleBook

SIX_HOURS = timedelta(hours=6)
HOURS = CountyDay(load_hours())
SCHEDULE = Schedule(
    hours=HOURS,
    every={"sales": SIX_HOURS, "tax": timedelta(days=1)},
    indispensable=frozenset({"register"}),
    patience=30,
    longest=600,
)
DAYS = [date(2026, 10, 29), date(2026, 10, 30)]


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _days(last: date | None, at: str) -> list[date]:
    return list(SCHEDULE.due_days(last, _at(at)))


def _whole(day: date) -> Checkpoint:
    return Checkpoint(complete_to=HOURS.vouch_time(day))


def test_the_first_close_is_of_the_latest_day_alone() -> None:
    assert _days(None, "2026-10-30T10:00") == [date(2026, 10, 30)]  # 18:00 in the county
    assert _days(None, "2026-10-30T09:59") == [date(2026, 10, 29)]


def test_the_first_close_waits_for_no_later_day_than_the_oldest_collection_came_after() -> None:
    collected = [_at("2026-10-28T12:00"), _at("2026-10-30T12:00")]

    assert list(SCHEDULE.due_days(None, _at("2026-10-30T16:30"), collected)) == [date(2026, 10, 28), *DAYS]
    assert list(SCHEDULE.due_days(date(2026, 10, 29), _at("2026-10-30T16:30"), collected)) == DAYS[1:]


def _closes_in_slow_rounds(*, knowing: bool) -> bool:
    """Whether five kinds, collected one after another in 9 hours each, ever let a first day close."""
    found: dict[str, Checkpoint] = {}
    now = _at("2026-10-30T10:30")
    for number in range(20):
        found[f"kind {number % 5}"] = Checkpoint(collected_at=now, complete_to=now)
        now += timedelta(hours=9)
        collected = [one.collected_at for one in found.values() if one.collected_at and knowing]
        days = list(SCHEDULE.due_days(None, now, collected))
        if len(found) == 5 and SCHEDULE.closable(days, found, {}, now):
            return True
    return False


def test_a_first_day_closes_though_a_round_of_collections_takes_longer_than_a_day() -> None:
    assert _closes_in_slow_rounds(knowing=True)


@pytest.mark.fault
def test_without_knowing_when_they_were_collected_none_ever_would() -> None:
    assert not _closes_in_slow_rounds(knowing=False)


def test_days_that_passed_are_closed_one_by_one() -> None:
    assert _days(date(2026, 10, 28), "2026-10-30T16:30") == DAYS  # the 31st has begun in the county


def test_a_closed_day_is_not_closed_again() -> None:
    assert _days(date(2026, 10, 30), "2026-10-30T12:00") == []


def test_a_day_needs_what_the_sources_put_out_by_half_past_five() -> None:
    assert HOURS.vouch_time(date(2026, 10, 30)) == _at("2026-10-30T09:30")


def test_a_collection_lacks_the_first_day_that_it_does_not_cover() -> None:
    assert SCHEDULE.needed(Checkpoint(), DAYS) == HOURS.vouch_time(DAYS[0])
    assert SCHEDULE.needed(_whole(DAYS[0]), DAYS) == HOURS.vouch_time(DAYS[1])
    assert SCHEDULE.needed(Checkpoint(complete_to=_at("2026-10-30T12:00")), DAYS) is None


def test_a_collection_is_due_by_its_schedule_or_because_a_day_waits_for_it() -> None:
    now = _at("2026-10-30T04:00")
    fresh = Checkpoint(collected_at=_at("2026-10-30T01:00"), complete_to=_at("2026-10-30T01:00"))
    stale = Checkpoint(collected_at=_at("2026-10-29T22:00"), complete_to=_at("2026-10-29T22:00"))

    assert SCHEDULE.due("sales", Checkpoint(), [], now) == Due("sales", None)
    assert SCHEDULE.due("sales", fresh, [], now) is None
    assert SCHEDULE.due("sales", stale, [], now) == Due("sales", None)
    waiting = date(2026, 10, 30)
    assert SCHEDULE.due("sales", fresh, [waiting], now) == Due("sales", HOURS.vouch_time(waiting))


def test_a_collection_of_a_time_that_has_not_come_is_due() -> None:
    ahead = Checkpoint(collected_at=_at("2027-10-30T01:00"), complete_to=_at("2027-10-30T01:00"))

    assert SCHEDULE.due("sales", ahead, [], _at("2026-10-30T04:00")) == Due("sales", None)


def test_nothing_is_asked_before_the_next_collection_or_the_next_close() -> None:
    both = {name: Checkpoint(collected_at=_at("2026-10-30T01:00")) for name in ("sales", "tax")}
    tax = {"tax": both["tax"]}

    assert SCHEDULE.quiet_until(both, _at("2026-10-30T02:00")) == _at("2026-10-30T07:00")
    assert SCHEDULE.quiet_until(tax, _at("2026-10-30T02:00")) == _at("2026-10-30T10:00")
    assert SCHEDULE.quiet_until({"tax": Checkpoint()}, _at("2026-10-30T10:30")) == _at("2026-10-31T10:00")


def _closable(
    checkpoints: Mapping[str, Checkpoint], now: str, attempts: Mapping[str, Attempt] | None = None
) -> list[Closable]:
    return SCHEDULE.closable(DAYS, checkpoints, attempts or {}, _at(now))


def test_days_close_in_their_order_as_far_as_everything_covers_them() -> None:
    first, both = _whole(DAYS[0]), _whole(DAYS[1])
    evening = "2026-10-30T12:59"

    assert _closable({"sales": both, "tax": both}, evening) == [Closable(DAYS[0]), Closable(DAYS[1])]
    assert _closable({"sales": both, "tax": first}, evening) == [Closable(DAYS[0])]
    assert _closable({"sales": both, "tax": Checkpoint()}, evening) == []


FAILS = Attempt(31, failed_at=_at("2026-10-30T13:00"))


@pytest.mark.parametrize(
    ("now", "tried", "without"),
    [
        ("2026-10-30T13:00", FAILS, True),  # 21:00 in the county
        ("2026-10-30T12:59", FAILS, False),
        ("2026-10-30T13:00", None, False),
        ("2026-10-30T13:00", replace(FAILS, seconds=29), False),
        ("2026-10-30T13:00", replace(FAILS, failed_at=_at("2026-10-30T12:59")), False),
        ("2026-10-30T13:00", Attempt(599), False),
        ("2026-10-30T13:00", Attempt(600), True),
    ],
)
def test_after_its_hour_a_day_closes_without_a_kind_that_was_tried_in_vain(
    now: str, tried: Attempt | None, without: bool
) -> None:
    checkpoints = {"register": _whole(DAYS[1]), "sales": _whole(DAYS[1]), "tax": _whole(DAYS[0])}

    found = _closable(checkpoints, now, {"tax": tried} if tried else {})

    assert found == [Closable(DAYS[0]), *([Closable(DAYS[1], ("tax",))] if without else [])]


def test_nothing_closes_before_the_register_was_ever_read() -> None:
    checkpoints, attempts = (
        {"register": Checkpoint(), "tax": _whole(DAYS[1])},
        {"register": Attempt(9999, FAILS.failed_at)},
    )

    assert _closable(checkpoints, "2026-10-30T13:00", attempts) == []
    late = _closable({**checkpoints, "register": _whole(DAYS[0])}, "2026-10-30T13:00", attempts)
    assert late == [Closable(DAYS[0]), Closable(DAYS[1], ("register",))]


def test_each_day_has_the_hours_that_were_in_force_on_it() -> None:
    first = load_hours().editions[0]
    later = Hours(**{**dict(first), "version": "2", "effective_on": DAYS[1], "sources_close": time(12)})

    hours = CountyDay(RuleBook("hours", [first, later]))

    assert hours.vouch_time(DAYS[0]) == _at("2026-10-29T09:30")
    assert hours.vouch_time(DAYS[1]) == _at("2026-10-30T04:00")


def test_hours_follow_one_another() -> None:
    with pytest.raises(ValueError, match="do not follow"):
        Hours(**{**dict(load_hours().editions[0]), "without_late": time(18)})
