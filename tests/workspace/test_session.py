"""Where a session of tests has its databases, and what becomes of them when it is killed."""

from __future__ import annotations

import fcntl
import tempfile
from pathlib import Path

import pytest

from tests.session import place_of_databases, remove_abandoned

LATER = 2_000_000_000.0


def folder_of(place: Path, name: str) -> Path:
    folder = place / f"zhouqi-databases-{name}"
    (folder / "postgres").mkdir(parents=True)
    (folder / "lock").touch()
    return folder


def test_it_is_memory_where_there_is_room_for_it(tmp_path: Path) -> None:
    assert place_of_databases(tmp_path, room=1) == tmp_path


@pytest.mark.parametrize("memory", ["small", "none"])
def test_it_is_the_disk_elsewhere(tmp_path: Path, memory: str) -> None:
    place = tmp_path if memory == "small" else tmp_path / "none"

    assert place_of_databases(place, room=2**62) == Path(tempfile.gettempdir())


def test_what_a_killed_session_left_is_removed_and_what_is_in_use_or_of_others_stays(tmp_path: Path) -> None:
    # given
    left, used, others = folder_of(tmp_path, "left"), folder_of(tmp_path, "used"), tmp_path / "others"
    others.mkdir()
    with (used / "lock").open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        # when
        remove_abandoned(tmp_path, LATER)
    # then
    assert not left.exists()
    assert used.exists()
    assert others.exists()


def test_a_session_that_has_only_just_begun_is_left_alone(tmp_path: Path) -> None:
    begun = folder_of(tmp_path, "begun")

    remove_abandoned(tmp_path, begun.stat().st_mtime)

    assert begun.exists()
