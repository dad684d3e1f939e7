"""A fork runs like a process of its own, and nothing passes from one to the next."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import psutil
import pytest

from tests.brokers.waiting import until
from tests.e2e.nursery import Nursery, end

SEEN: list[str] = []


def show() -> None:
    """The program of these tests: say what there is, and remember that it ran."""
    SEEN.append("me")
    print(
        json.dumps(
            {"seen": SEEN, "arguments": sys.argv[1:], "environ": dict(os.environ), "at": str(Path.cwd())}
        )
    )


def fail() -> None:
    """A program that has a defect."""
    raise RuntimeError("out of order")


def stay() -> None:
    """A program that runs until it is ended."""
    print("here", flush=True)
    Event().wait()


@pytest.fixture
def nursery(session_folder: Path) -> Iterator[Nursery]:
    made = Nursery([__name__])
    yield made
    made.close()


def test_nothing_passes_from_one_to_the_next(
    nursery: Nursery, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHOUQI_BUS", "nobody's")
    log = tmp_path / "log"
    for number in ("1", "2"):
        output = tmp_path / number
        fork = nursery.start(f"{__name__}:show", [number], {"A": number}, tmp_path, log, output)
        psutil.wait_procs([fork], timeout=20)

        assert json.loads(output.read_text()) == {
            "seen": ["me"],
            "arguments": [number],
            "environ": {"A": number},
            "at": str(tmp_path),
        }
    assert log.read_text() == ""


def test_what_goes_wrong_is_in_the_log(nursery: Nursery, tmp_path: Path) -> None:
    fork = nursery.start(f"{__name__}:fail", [], {}, tmp_path, tmp_path / "log")
    psutil.wait_procs([fork], timeout=20)

    assert "RuntimeError: out of order" in (tmp_path / "log").read_text()


def test_they_end_when_asked(nursery: Nursery, tmp_path: Path) -> None:
    logs = [tmp_path / "one", tmp_path / "other"]
    forks = [nursery.start(f"{__name__}:stay", [], {}, tmp_path, log) for log in logs]
    until(lambda: all(log.exists() and log.read_text() == "here\n" for log in logs), 20, "both run")

    end(forks)

    assert not any(fork.is_running() for fork in forks)
