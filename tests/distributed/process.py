"""One process of a deployment: started with its own environment alone, asked to end, started anew."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

from tests.distributed.waiting import until
from tests.session import marked
from zhouqi.local import ports

READY_SECONDS = 300.0


@dataclass
class Process:
    """A process and how it is started. ``port`` is where it answers for its health; 0: nowhere."""

    name: str
    command: Sequence[str]
    environ: Mapping[str, str]
    folder: Path
    port: int = 0
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    _asked: bool = False

    @property
    def log(self) -> Path:
        """What it wrote."""
        return self.folder / f"{self.name}.log"

    @property
    def running(self) -> subprocess.Popen[bytes]:
        """The process itself. It must have been started."""
        assert self._process is not None, self.name
        return self._process

    @property
    def pid(self) -> int | None:
        """Its number while it runs."""
        return None if self._process is None or self._process.poll() is not None else self._process.pid

    def start(self, more: Mapping[str, str] | None = None) -> None:
        """Start it, ``more`` added to its environment; does not wait."""
        self._asked = False
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                env=environment(self.name, {**self.environ, **(more or {})}),
                cwd=self.folder,
            )

    def wait_ready(self) -> None:
        """Return when it says that it is ready. Fails when it ended instead."""
        until(self._is_ready, READY_SECONDS, f"{self.name} is ready")

    def _is_ready(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, f"{self.name} ended: {self.log.read_text()[-2000:]}"
        try:
            return self.get("/readyz").status_code == 200
        except httpx2.TransportError:
            return False

    def get(self, path: str) -> httpx2.Response:
        """What it answers for its health."""
        return httpx2.get(f"http://{ports.HOST}:{self.port}{path}", timeout=10)

    def ask(self, number: signal.Signals = signal.SIGTERM) -> None:
        """Ask it to end, once, without waiting."""
        if self._process is not None and not self._asked and self._process.poll() is None:
            self._process.send_signal(number)
        self._asked = True

    def end(self, number: signal.Signals = signal.SIGTERM, patience: float = 30.0) -> tuple[int, float]:
        """End it: its exit code, and how many seconds that took. Killed, and -9, after ``patience``."""
        if self._process is None:
            return 0, 0.0
        self.ask(number)
        process, self._process = self._process, None
        began = time.monotonic()
        try:
            code = process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait()
        return code, time.monotonic() - began


def environment(part: str, settings: Mapping[str, str]) -> dict[str, str]:
    """This process's environment without a setting of ours, and ``settings``; the guardian knows it."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("ZHOUQI_", "PYTHONPATH"))
    }
    mark = {name: value for name, value in marked(part).items() if name == "ZHOUQI_STACK"}
    return {**kept, "MALLOC_ARENA_MAX": "2", **settings, **mark}
