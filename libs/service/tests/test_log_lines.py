"""What is logged while the disk is full stands in the log afterwards."""

import errno
import io
import os
from pathlib import Path

import pytest

from zhouqi.service.telemetry import log_lines
from zhouqi.service.telemetry.log_lines import BufferedLines


class _Disk:
    """Takes as many bytes as there is room for."""

    def __init__(self, room: int) -> None:
        self.room = room

    def write(self, file: int, line: bytes) -> int:
        if self.room == 0:
            raise OSError(errno.ENOSPC, "full")
        some = line[: self.room]
        self.room -= len(some)
        return _write(file, some)


_write = os.write


def test_lines_wait_for_room_and_none_is_torn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = _Disk(room=10)
    monkeypatch.setattr("zhouqi.service.telemetry.log_lines.os.write", disk.write)
    lines, path = BufferedLines(), tmp_path / "log"
    with path.open("w") as stream:
        for number in range(4):
            lines.write(f"line {number}\n", stream)
        assert path.read_text() == "line 0\nlin"

        disk.room = 1_000
        lines.write("line 4\n", stream)

    assert path.read_text() == "".join(f"line {number}\n" for number in range(5))


def test_how_many_are_missing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = _Disk(room=0)
    monkeypatch.setattr("zhouqi.service.telemetry.log_lines.os.write", disk.write)
    monkeypatch.setattr(log_lines, "_MOST_LINES", 2)
    lines, path = BufferedLines(), tmp_path / "log"
    with path.open("w") as stream:
        for number in range(5):
            lines.write(f"line {number}\n", stream)
        disk.room = 1_000
        lines.write("line 5\n", stream)
        lines.write("line 6\n", stream)

    said = path.read_text().splitlines()
    assert said[:2] == ["line 0", "line 1"]
    assert said[2] == "4 lines of log are missing: the disk was full"
    assert said[3] == "line 6"


def test_a_stream_that_is_no_file_is_written_to() -> None:
    stream = io.StringIO()

    BufferedLines().write("a line\n", stream)

    assert stream.getvalue() == "a line\n"


def test_any_other_error_is_raised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> int:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr("zhouqi.service.telemetry.log_lines.os.write", broken)

    with (tmp_path / "log").open("w") as stream, pytest.raises(OSError, match="broken"):
        BufferedLines().write("a line\n", stream)
