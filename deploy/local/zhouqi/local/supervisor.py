"""Keeps the stack's processes running while somebody waits for something, and ends them in stages."""

import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from zhouqi.local import guardian
from zhouqi.local.child_process import ChildProcess
from zhouqi.local.errors import StackError
from zhouqi.local.status_output import StatusOutput

_TURN_SECONDS = 0.1
_TRIM_SECONDS = 60.0
_FAILURES_AT_START = 4


class StopRequested(Exception):
    """Somebody asked the stack to end."""


class Supervisor:
    """The processes of one stack and their guardian. ``on_tick`` is called at every tick."""

    def __init__(
        self, stack: str, data: Path, lock: int, output: StatusOutput, on_tick: Callable[[], None]
    ) -> None:
        self._output = output
        self._on_tick = on_tick
        self._start_guardian: Callable[[], subprocess.Popen[bytes]] = lambda: guardian.start(
            stack, data, lock
        )
        self._guardian = self._start_guardian()
        self._children: list[ChildProcess] = []
        self._end = threading.Event()
        self._trimmed = time.monotonic()

    def end(self) -> None:
        """Ask for the end: the next tick raises StopRequested. May be called from a signal handler."""
        self._end.set()

    def add(self, child: ChildProcess) -> ChildProcess:
        """Start a process and keep it running from now on."""
        child.start()
        self._children.append(child)
        return child

    def wait_until(self, condition: Callable[[], bool], patience: float, what: str) -> None:
        """Return when ``condition()``.

        Raises StackError when it does not in ``patience`` seconds or a process keeps ending by itself, and
        StopRequested when the stack was asked to end.
        """
        end = time.monotonic() + patience
        while True:
            self.tick()
            if condition():
                return
            for child in self._children:
                if child.failures >= _FAILURES_AT_START:
                    raise StackError(f"{child.name} does not start, see {child.log}: {child.last_line()}")
            if time.monotonic() > end:
                raise StackError(f"not within {patience:g} s: {what}; see {self._children[-1].log.parent}")

    def tick(self) -> None:
        """Look after every process once, and rest a moment. Raises StopRequested when that was asked for."""
        if self._end.wait(_TURN_SECONDS):
            raise StopRequested
        for child in self._children:
            if said := child.restart_if_ended():
                self._output.trouble(child.name, said)
        if self._guardian.poll() is not None:
            self._guardian = self._start_guardian()
        if time.monotonic() - self._trimmed > _TRIM_SECONDS:
            self._trimmed = time.monotonic()
            for child in self._children:
                child.rotate_log()
        self._on_tick()

    def stop(self, stages: Sequence[Sequence[str]]) -> None:
        """End the processes named in each stage together, one stage after another, then the guardian."""
        for names in stages:
            stage = [child for child in self._children if child.name in names]
            for child in stage:
                child.request_stop()
            asked = time.monotonic()
            for child in stage:
                if not child.stop(max(0.0, child.grace - (time.monotonic() - asked))):
                    self._output.trouble(child.name, "did not end in time and was killed")
        self._children.clear()
        if self._guardian.stdin is not None:
            self._guardian.stdin.close()
        self._guardian.wait()
