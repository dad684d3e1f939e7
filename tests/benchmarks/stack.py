"""`make run` as a person would start it, in a process of its own."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

import psutil

from tests.benchmarks.waiting import until
from zhouqi.local import ports

_ROOT: Final = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Started:
    """A stack that is ready. ``seconds`` is how long that took."""

    seconds: float
    process: subprocess.Popen[bytes]

    def family(self) -> list[psutil.Process]:
        """The stack's own process and everything below it; not the `make` above it."""
        below = psutil.Process(self.process.pid).children(recursive=True)
        found = []
        for process in below:
            with suppress(psutil.NoSuchProcess):  # it ended meanwhile
                if process.name() != "make":
                    found.append(process)
        return found


@asynccontextmanager
async def started(data: Path, size: int) -> AsyncIterator[Started]:
    """The stack on ``data``, from the command to its end."""
    output = data.with_suffix(".log")
    begin = perf_counter()
    process = _start(data, size, output)
    try:

        async def ready() -> bool:
            said = output.read_text(encoding="utf-8", errors="replace")
            if process.poll() is not None:
                raise RuntimeError(f"make run ended:\n{said[-3000:]}")
            return "Ready" in said

        await until(ready, "the stack is ready", every=0.05)
        yield Started(perf_counter() - begin, process)
    finally:
        await asyncio.to_thread(_end, process)


def build() -> None:
    """Install the environment and build the pages, so that no start has to."""
    subprocess.run(["make", "web"], cwd=_ROOT, check=True, capture_output=True)


def _start(data: Path, size: int, output: Path) -> subprocess.Popen[bytes]:
    options = (f"DATA={data}", f"PORT={ports.free_port()}", f"BUS_PORT={ports.free_port()}", f"SIZE={size}")
    with output.open("wb") as log:
        return subprocess.Popen(
            ["make", "run", *options],
            cwd=_ROOT,
            env={name: value for name, value in os.environ.items() if not name.startswith("ZHOUQI_")},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGINT)  # as Ctrl-C in a terminal
        process.wait(60)
