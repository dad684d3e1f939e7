"""Logs have a bound, whoever writes them and without asking the writer."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from uuid import uuid4

import pytest

from tests.brokers.waiting import until
from zhouqi.local import child_process, supervisor
from zhouqi.local.child_process import ChildProcess
from zhouqi.local.layout import Layout
from zhouqi.local.status_output import StatusOutput
from zhouqi.local.supervisor import Supervisor

pytestmark = pytest.mark.usefixtures("processes")

BOUND = 1000
LINE = b"a line of a program that knows nothing of this\n"


@pytest.fixture(autouse=True)
def _bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_process, "_LARGEST_LOG", BOUND)


def made(log: Path) -> tuple[ChildProcess, list[int]]:
    """A child that says what it is told, and where to tell it."""
    told: list[int] = []

    def launch() -> subprocess.Popen[bytes]:
        reading, writing = os.pipe()
        with log.open("ab") as output:
            process = subprocess.Popen(["cat"], stdin=reading, stdout=output)
        os.close(reading)
        told.append(writing)
        return process

    return ChildProcess("cat", launch, log), told


def say(told: int, log: Path, lines: int) -> None:
    """Let it say so many lines; returns when they are in the log."""
    before = log.stat().st_size
    os.write(told, LINE * lines)
    until(lambda: log.stat().st_size == before + lines * len(LINE), 10, "the lines are in the log")


def end(one: ChildProcess, told: list[int]) -> None:
    for writing in told:
        os.close(writing)
    one.stop()


def test_a_log_that_is_too_large_is_moved_aside_and_its_writer_goes_on(tmp_path: Path) -> None:
    # given
    log, old = tmp_path / "cat.log", tmp_path / "cat.old.log"
    one, told = made(log)
    one.start()
    # when: what is below the bound stays
    say(told[0], log, 10)
    one.rotate_log()
    assert (log.stat().st_size, old.exists()) == (10 * len(LINE), False)
    # and what is above it goes
    say(told[0], log, 20)
    one.rotate_log()
    assert (log.read_bytes(), old.read_bytes()) == (b"", LINE * 30)
    # then the same process writes on, from the beginning of the same file
    say(told[0], log, 2)
    assert log.read_bytes() == LINE * 2
    # and the next time the older one is gone
    say(told[0], log, 40)
    one.rotate_log()
    assert (log.read_bytes(), old.read_bytes()) == (b"", LINE * 42)
    assert {path.name for path in tmp_path.iterdir()} == {"cat.log", "cat.old.log"}
    end(one, told)


def test_a_start_begins_below_the_bound(tmp_path: Path) -> None:
    # given: what many short runs have left
    log = tmp_path / "cat.log"
    log.write_bytes(LINE * 30)
    # when
    one, told = made(log)
    one.start()
    # then
    assert log.read_bytes() == b""
    assert (tmp_path / "cat.old.log").read_bytes() == LINE * 30
    end(one, told)


def test_the_supervisor_sees_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setattr(supervisor, "_TRIM_SECONDS", 0.0)
    layout = Layout(tmp_path / "data")
    layout.path.mkdir()
    log = tmp_path / "cat.log"
    one, told = made(log)
    with layout.lock_file.open("w") as lock:
        kept = Supervisor(uuid4().hex, layout.path, lock.fileno(), StatusOutput(), lambda: None)
        try:
            kept.add(one)
            say(told[0], log, 30)
            # when
            kept.tick()
            # then
            assert log.read_bytes() == b""
        finally:
            for writing in told:
                os.close(writing)
            kept.stop([["cat"]])
