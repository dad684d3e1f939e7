from datetime import UTC, datetime, timedelta
from pathlib import Path

import time_machine

from zhouqi.events.clock import FileClock
from zhouqi.local.business_time import SCENARIO, BusinessTime

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def test_it_begins_on_the_scenarios_day_and_stands_still(tmp_path: Path) -> None:
    clock = tmp_path / "clock.json"
    with time_machine.travel(NOON, tick=False):
        BusinessTime(clock).begin(speed=0)
    with time_machine.travel(NOON + timedelta(days=3), tick=False):
        assert FileClock(clock).now() == SCENARIO


def test_a_day_takes_as_many_seconds_as_asked_for(tmp_path: Path) -> None:
    clock = tmp_path / "clock.json"
    with time_machine.travel(NOON, tick=False):
        BusinessTime(clock).begin(speed=10)
    with time_machine.travel(NOON + timedelta(seconds=20), tick=False):
        assert FileClock(clock).now() == SCENARIO + timedelta(days=2)


def test_it_goes_on_at_the_last_time_saved_whatever_the_wall_says(tmp_path: Path) -> None:
    clock = tmp_path / "clock.json"
    with time_machine.travel(NOON, tick=False):
        BusinessTime(clock).begin(speed=10)
    with time_machine.travel(NOON + timedelta(seconds=10), tick=False):
        BusinessTime(clock).save()
    with time_machine.travel(NOON + timedelta(days=9), tick=False):
        assert BusinessTime(clock).begin(speed=0) == SCENARIO + timedelta(days=1)


def test_a_time_set_since_the_last_save_is_kept(tmp_path: Path) -> None:
    clock = tmp_path / "clock.json"
    BusinessTime(clock).begin(speed=0)
    FileClock(clock).set(SCENARIO + timedelta(days=1))

    assert BusinessTime(clock).begin(speed=0) == SCENARIO + timedelta(days=1)
