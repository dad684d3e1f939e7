"""Start `zhouqi up` as a person would, in a process of its own."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg

from tests.brokers.waiting import until
from zhouqi.local import ports, shutdown
from zhouqi.local.data_folder import DataFolder

ZHOUQI = (sys.executable, "-m", "zhouqi.service.cli")
READY_SECONDS = 240


def environment() -> dict[str, str]:
    """This process's, without settings of a stack that may run here."""
    return {name: value for name, value in os.environ.items() if not name.startswith("ZHOUQI_")}


def zhouqi(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    return subprocess.run(
        [*ZHOUQI, *arguments], check=False, capture_output=True, text=True, env=environment(), timeout=60
    )


@dataclass
class Up:
    """A started stack."""

    data: Path
    port: int
    bus_port: int
    process: subprocess.Popen[bytes]
    output: Path

    @property
    def said(self) -> str:
        """What it printed so far."""
        return self.output.read_text()

    @property
    def ready(self) -> bool:
        """It said that it is ready. Fails when it ended instead."""
        assert self.process.poll() is None, self.said
        return "Ready" in self.said

    def wait_ready(self) -> None:
        until(lambda: self.ready, READY_SECONDS, "the stack is ready")

    def family(self) -> list[psutil.Process]:
        """Its own process and everything below it."""
        own = psutil.Process(self.process.pid)
        return [own, *own.children(recursive=True)]

    def child(self, mark: str) -> psutil.Process:
        """The process of the stack whose command line holds ``mark``."""
        found = self.children(mark)
        assert len(found) == 1, found
        return found[0]

    def children(self, mark: str) -> list[psutil.Process]:
        """Those whose command line, a blank behind it, holds ``mark``; who ended a moment ago has none."""
        return [process for process in self.family() if mark in _command(process)]

    def events(self) -> list[tuple[object, ...]]:
        """The first events of ingest's store."""
        settings = json.loads((self.data / "stack.json").read_text())["environment"]
        with psycopg.connect(settings["ZHOUQI_DSN__INGEST"]) as connection:
            query = "select position, id, recorded_at from log.event order by position limit 20"
            return connection.execute(query).fetchall()


def _command(process: psutil.Process) -> str:
    try:
        return " ".join((*process.cmdline(), ""))
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return ""


@contextmanager
def up(
    data: Path,
    *more: str,
    port: int = 0,
    bus_port: int = 0,
    environ: Mapping[str, str] | None = None,
) -> Iterator[Up]:
    """Start a small stack, ``environ`` added to its environment.

    At the end of the block whatever is left of it is ended.
    """
    port, bus_port = port or ports.free_port(), bus_port or ports.free_port()
    output = data.with_suffix(f".{port}.out")
    command = [
        *ZHOUQI,
        "up",
        "--data",
        str(data),
        "--port",
        str(port),
        "--bus-port",
        str(bus_port),
        "--size",
        "40",
    ]
    with output.open("wb") as file:
        process = subprocess.Popen(
            [*command, *more],
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            start_new_session=True,
            env={**environment(), **(environ or {})},
        )
    try:
        yield Up(data, port, bus_port, process, output)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.wait(30)
        folder = DataFolder(data)
        until(lambda: not folder.in_use(), 20, "the guardian has ended")
        shutdown.stop_all("none", folder.cluster)
