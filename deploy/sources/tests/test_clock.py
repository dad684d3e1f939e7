import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from zhouqi.sources.clock import ClockUnreadableError, FileClock, FixedClock, SystemClock, clock_from

WALL = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
BUSINESS = datetime(2026, 10, 30, 10, 0, tzinfo=UTC)


def write(path: Path, factor: float, business: datetime = BUSINESS) -> None:
    beside = path.with_suffix(".new")
    anchors = {"wall": WALL.isoformat(), "business": business.isoformat(), "factor": factor}
    beside.write_text(json.dumps(anchors))
    beside.rename(path)


def test_business_time_runs_from_its_anchor_by_its_factor(tmp_path: Path) -> None:
    path = tmp_path / "clock.json"
    write(path, factor=8640)

    clock = FileClock(path, wall=lambda: WALL + timedelta(seconds=5))

    assert clock.now() == BUSINESS + timedelta(hours=12)


def test_a_factor_of_zero_lets_the_day_stand_still(tmp_path: Path) -> None:
    path = tmp_path / "clock.json"
    write(path, factor=0)

    assert FileClock(path).now() == BUSINESS


def test_a_replaced_file_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "clock.json"
    write(path, factor=0)
    clock = FileClock(path)
    clock.now()

    write(path, factor=0, business=BUSINESS + timedelta(days=1))

    assert clock.now() == BUSINESS + timedelta(days=1)


@pytest.mark.parametrize(
    "content", [None, "", "{", "{}", '{"wall": "2026-11-24T08:00:00", "business": "2026-10-30", "factor": 1}']
)
def test_an_unusable_file_is_an_error_that_names_it(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "clock.json"
    if content is not None:
        path.write_text(content)

    with pytest.raises(ClockUnreadableError, match=r"clock\.json"):
        FileClock(path).now()


def test_a_setting_names_a_clock() -> None:
    assert isinstance(clock_from("system"), SystemClock)
    assert isinstance(clock_from("file:/tmp/clock.json"), FileClock)
    assert clock_from("at:2026-10-30T18:00:00+08:00") == FixedClock(BUSINESS)


@pytest.mark.parametrize(
    "text", ["", "sundial", "file:", "at:yesterday", "at:2026-10-30T18:00:00", "system:x"]
)
def test_a_setting_that_names_no_clock_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        clock_from(text)
