"""Keeps the stack's processes running while somebody waits for something, and ends them in stages."""

import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from zhouqi.local import guardian
from zhouqi.local.child import Child
from zhouqi.local.progress import Progress
from zhouqi.local.refusal import Refusal

_TURN_SECONDS = 0.1
_TRIM_SECONDS = 60.0
_FAILURES_AT_START = 4


class Ended(Exception):
    """Somebody asked the stack to end."""


class Supervisor:
    """The processes of one stack and their guardian. ``beat`` is called at every turn."""

    def __init__(
        self, stack: str, data: Path, lock: int, progress: Progress, beat: Callable[[], None]
    ) -> None:
        self._progress = progress
        self._beat = beat
        self._start_guardian: Callable[[], subprocess.Popen[bytes]] = lambda: guardian.start(
            stack, data, lock
        )
        self._guardian = self._start_guardian()
        self._children: list[Child] = []
        self._end = threading.Event()
        self._trimmed = time.monotonic()

    def end(self) -> None:
        """Ask for the end: the next turn raises Ended. May be called from a signal handler."""
        self._end.set()

    def add(self, child: Child) -> Child:
        """Start a process and keep it running from now on."""
        child.start()
        self._children.append(child)
        return child

    def until(self, holds: Callable[[], bool], patience: float, what: str) -> None:
        """Return when ``holds()``.

        Raises Refusal when it does not in ``patience`` seconds or a process keeps ending by itself, and
        Ended when the stack was asked to end.
        """
        end = time.monotonic() + patience
        while True:
            self.turn()
            if holds():
                return
            for child in self._children:
                if child.failures >= _FAILURES_AT_START:
                    raise Refusal(f"{child.name} does not start, see {child.log}: {child.last_line()}")
            if time.monotonic() > end:
                raise Refusal(f"not within {patience:g} s: {what}; see {self._children[-1].log.parent}")

    def turn(self) -> None:
        """Look after every process once, and rest a moment. Raises Ended when that was asked for."""
        if self._end.wait(_TURN_SECONDS):
            raise Ended
        for child in self._children:
            if said := child.look():
                self._progress.trouble(child.name, said)
        if self._guardian.poll() is not None:
            self._guardian = self._start_guardian()
        if time.monotonic() - self._trimmed > _TRIM_SECONDS:
            self._trimmed = time.monotonic()
            for child in self._children:
                child.trim()
        self._beat()

    def stop(self, stages: Sequence[Sequence[str]]) -> None:
        """End the processes named in each stage together, one stage after another, then the guardian."""
        for names in stages:
            stage = [child for child in self._children if child.name in names]
            for child in stage:
                child.ask()
            asked = time.monotonic()
            for child in stage:
                if not child.stop(max(0.0, child.grace - (time.monotonic() - asked))):
                    self._progress.trouble(child.name, "did not end in time and was killed")
        self._children.clear()
        if self._guardian.stdin is not None:
            self._guardian.stdin.close()
        self._guardian.wait()
