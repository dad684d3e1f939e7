"""One process of the stack, started again when it ends by itself."""

import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from zhouqi.local.shutdown import stop_child

_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 30.0
_GOOD_AFTER = 60.0
_LARGEST_LOG = 20 * 1024 * 1024

Launch = Callable[[], subprocess.Popen[bytes]]


@dataclass
class ChildProcess:
    """A process and how to start and end it. Times are seconds."""

    name: str
    launch: Launch
    log: Path
    grace: float = 3.0
    """How long it may take to end when it is asked to."""
    stop_signal: signal.Signals = signal.SIGTERM
    failures: int = 0
    """How often in a row it ended by itself within a minute of its start."""
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    _started: float = 0.0
    _again: float | None = None

    def start(self) -> None:
        """Start the process."""
        self.rotate_log()
        self._again = None
        self._started = time.monotonic()
        self._process = self.launch()

    def process(self) -> subprocess.Popen[bytes]:
        """The process that was started last. Raises RuntimeError before the first start."""
        if self._process is None:
            raise RuntimeError(f"{self.name} was never started")
        return self._process

    def restart_if_ended(self) -> str | None:
        """Start it again when it has ended and its pause is over; what there is to say, if anything."""
        now = time.monotonic()
        if self._again is not None:
            if now >= self._again:
                self.start()
                return "starts again"
            return None
        if self._process is None or self._process.poll() is None:
            return None
        self.failures = 1 if now - self._started > _GOOD_AFTER else self.failures + 1
        pause = min(_FIRST_PAUSE * 2 ** (self.failures - 1), _LONGEST_PAUSE)
        self._again = now + pause
        return (
            f"ended by itself ({_how(self._process.returncode)}), starts again in {pause:g} s; see {self.log}"
        )

    def stop(self, grace: float | None = None) -> bool:
        """End the process; False when it had to be killed."""
        self._again = None
        if self._process is None:
            return True
        return stop_child(self._process, self.grace if grace is None else grace, self.stop_signal)

    def request_stop(self) -> None:
        """Ask the process to end, without waiting."""
        self._again = None
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(self.stop_signal)

    def rotate_log(self) -> None:
        """Keep the log below some 20 MB: move what is there aside, over what was moved before.

        Programs that know nothing of it write on in the same file; a line of the very moment may be lost.
        """
        if self.log.exists() and self.log.stat().st_size > _LARGEST_LOG:
            shutil.copyfile(self.log, self.log.with_suffix(".old.log"))
            with self.log.open("r+b") as file:
                file.truncate(0)  # writers append, so they go on at the new end

    def last_line(self) -> str:
        """The last line of its log."""
        if not self.log.exists():
            return ""
        lines = self.log.read_text(encoding="utf-8", errors="replace").rstrip().splitlines()
        return lines[-1] if lines else ""


def _how(code: int) -> str:
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"status {code}"
