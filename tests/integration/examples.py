"""The programs of the documents, run as a department would run them: each its own process, file and group."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from deploy.local.tests.running import environment

from tests.brokers.fixtures import unavailable
from tests.brokers.waiting import until

FOLDER: Final = Path(__file__).parents[2] / "docs" / "examples"
_LINE: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27} [a-z_]+ (?:\d{4}-\d{2}-\d{2}|-)")
_COLOUR: Final = re.compile(r"\x1b\[[0-9;]*m")
_PATIENCE: Final = 120.0
_ENDING: Final = 30.0


@dataclass(frozen=True)
class Example:
    """One of them; ``prepare`` gives the folder that it runs in, from one that is empty."""

    name: str
    command: tuple[str, ...]
    prepare: Callable[[Path], Path]
    needs: tuple[str, ...] = ()
    remembers_by_group: bool = True
    """On the embedded broker; on Apache Kafka all of them do."""

    def __str__(self) -> str:
        return self.name

    def missing(self) -> list[str]:
        """The programs that it needs and this machine lacks."""
        return [program for program in self.needs if shutil.which(program) is None]

    def require(self) -> None:
        """Skip the test where one is missing; under CI, which installs them, none may be."""
        if missing := self.missing():
            unavailable(f"not on this machine: {', '.join(missing)}")


def _as_it_is(folder: Path) -> Path:
    return folder


def _copy(folder: Path) -> Path:
    """The project elsewhere, so that what Maven builds does not lie among the documents."""
    return shutil.copytree(
        FOLDER / "java", folder / "java", dirs_exist_ok=True, ignore=shutil.ignore_patterns("target")
    )


PYTHON: Final = Example("python", (sys.executable, str(FOLDER / "subscribe.py")), _as_it_is)
JAVA: Final = Example("java", ("mvn", "-q", "-B", "compile", "exec:java"), _copy, ("javac", "mvn"))
KCAT: Final = Example("kcat", (str(FOLDER / "kcat.sh"),), _as_it_is, ("kcat",), remembers_by_group=False)
EXAMPLES: Final = (PYTHON, JAVA, KCAT)


@dataclass(frozen=True)
class Running:
    """A started example."""

    process: subprocess.Popen[bytes]
    output: Path

    def lines(self) -> list[str]:
        """What it printed of events so far: project, milestone, day. What it logs besides is left out."""
        words = _COLOUR.sub("", self.output.read_text("utf-8")).splitlines()
        return [line for line in words if _LINE.fullmatch(line)]

    def wait_for(self, count: int) -> None:
        """Until it printed as many."""
        until(lambda: len(self.lines()) >= count or self._ended(), _PATIENCE, f"{count} events are printed")

    def _ended(self) -> bool:
        assert self.process.poll() is None, self.output.read_text("utf-8")
        return False


@contextmanager
def started(
    example: Example, folder: Path, bus: str, *, group: str, seen: Path, broker: str = "embedded"
) -> Iterator[Running]:
    """``example`` on the bus, which is ``broker``.

    At the end of the block it is asked to end, and has ended well or as it was asked.
    """
    output = folder / f"{group}-{seen.name}.out"
    settings = {"BUS": bus, "BROKER": broker, "GROUP": group, "SEEN": str(seen), "PYTHONUNBUFFERED": "1"}
    with output.open("wb") as file:
        process = subprocess.Popen(
            example.command,
            cwd=example.prepare(folder),
            env={**environment(), **settings},
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield Running(process, output)
        process.send_signal(signal.SIGTERM)
        process.wait(_ENDING)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
