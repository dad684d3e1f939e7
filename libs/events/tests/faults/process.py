"""Start, pause and kill workers from a test."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import psutil
from libs.events.tests.faults.worker import Task
from libs.events.tests.stack import until

_ROOT = Path(__file__).parents[4]


class Worker:
    """One running worker; ``log`` is what it has printed."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self._process = process
        self._log = log

    @property
    def log(self) -> str:
        """What it has printed so far."""
        return self._log.read_text(errors="replace")

    async def killed(self) -> None:
        """Wait until it was killed; raises AssertionError when it ended in another way."""

        async def holds() -> bool:
            return self._process.poll() is not None

        await until(holds, "the worker is killed")
        assert self._process.returncode == -signal.SIGKILL, self.log

    async def paused(self) -> None:
        """Wait until it stands still."""

        async def holds() -> bool:
            assert self._process.poll() is None, self.log
            return psutil.Process(self._process.pid).status() == psutil.STATUS_STOPPED

        await until(holds, "the worker stands still")

    async def printed(self, text: str) -> None:
        """Wait until it has printed ``text``."""

        async def holds() -> bool:
            assert self._process.poll() is None, self.log
            return text in self.log

        await until(holds, f"the worker prints {text}")

    def pause(self) -> None:
        """Let it stand still, connections open."""
        self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        """End a pause."""
        self._process.send_signal(signal.SIGCONT)

    def end(self) -> None:
        """End it in order, or else at once."""
        self.resume()
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


@contextmanager
def working(task: Task, folder: Path) -> Iterator[Worker]:
    """A worker, for as long as the block lasts at most."""
    log = folder / f"worker-{len(list(folder.iterdir()))}.log"
    command = [sys.executable, "-m", "libs.events.tests.faults.worker", msgspec.json.encode(task).decode()]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=_ROOT, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
    worker = Worker(process, log)
    try:
        yield worker
    finally:
        worker.end()
