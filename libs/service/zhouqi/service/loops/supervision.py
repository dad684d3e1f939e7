"""Loops that run as long as their process, whatever happens to them.

A loop that fails is started anew, later and later; a loop that hangs is seen by its heartbeat, and started
anew as well when nobody has ended the process by then. At a shutdown loops end in stages, each within what
is left of the grace period.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from math import isinf
from time import monotonic
from typing import Final

import structlog

from zhouqi.events.heartbeat import Heartbeat
from zhouqi.service.telemetry.metrics import Metrics

_FIRST_PAUSE: Final = 0.5
_LONGEST_PAUSE: Final = 30.0
_GOOD_AFTER_SECONDS: Final = 10.0
_ASK_AGAIN_SECONDS: Final = 0.5
_PATIENCE: Final = 3
"""A loop is started anew after so many times the silence that makes it count as hung."""
_logger = structlog.get_logger(__name__)


class Hung(Exception):
    """A loop did not turn for so long that it is given up."""


@dataclass(frozen=True, slots=True)
class Loop:
    """A loop of a service: ``run`` goes on until it is cancelled, and beats at every turn.

    ``silent_after`` is how long a turn may take, in seconds, until the loop counts as hung.
    """

    name: str
    run: Callable[[Heartbeat], Awaitable[None]]
    silent_after: float = 60.0


@dataclass(slots=True)
class Supervised:
    """A loop that is kept running."""

    service: str
    loop: Loop
    heartbeat: Heartbeat = field(init=False)
    _last_failure: str | None = None
    _running_since: float | None = None
    _task: asyncio.Task[None] | None = None

    def __post_init__(self) -> None:
        self.heartbeat = Heartbeat(f"{self.service}/{self.loop.name}")

    def start(self, metrics: Metrics) -> None:
        """Begin to run."""
        self.heartbeat.beat()
        self._task = asyncio.create_task(self._keep(metrics), name=self.heartbeat.name)

    @property
    def hung(self) -> bool:
        """The loop has been silent for longer than it may."""
        return self.heartbeat.age() > self.loop.silent_after

    @property
    def failure(self) -> str | None:
        """Why the loop does not run at present, or did not until a moment ago; None while it runs well."""
        return None if self._has_run_well() else self._last_failure

    def _has_run_well(self) -> bool:
        since = self._running_since
        return since is not None and monotonic() - since > _GOOD_AFTER_SECONDS

    async def stop(self, seconds: float) -> bool:
        """Cancel the loop and wait for its end; False when it did not end in time.

        It is asked again while it goes on: Python 3.11's ``asyncio.wait_for`` loses a cancellation that
        comes at the moment when what it waits for is done.
        """
        if self._task is None:
            return True
        end = monotonic() + seconds
        while not self._task.done() and (left := end - monotonic()) > 0:
            self._task.cancel()
            await asyncio.wait([self._task], timeout=min(left, _ASK_AGAIN_SECONDS))
        return self._task.done()

    async def _keep(self, metrics: Metrics) -> None:
        pause = _FIRST_PAUSE
        while True:
            self._running_since = monotonic()
            try:
                await self._run()
                self._last_failure = "it ended by itself"
            except Exception as error:  # any error of a loop is its supervisor's
                self._last_failure = _said(error)
                _logger.exception("loop.failed", service=self.service, loop=self.loop.name)
            metrics.restarts.labels(self.service, self.loop.name).inc()
            if self._has_run_well():
                pause = _FIRST_PAUSE
            self._running_since = None
            await self._rest(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    async def _run(self) -> None:
        """Run the loop once, as long as it turns. Raises what it raises, and Hung."""
        longest = _PATIENCE * self.loop.silent_after
        if isinf(longest):
            await self.loop.run(self.heartbeat)
            return
        clock, limit = asyncio.get_running_loop().time, asyncio.timeout(longest)
        try:
            async with limit:
                self.heartbeat.turned = lambda: limit.reschedule(clock() + longest)
                try:
                    await self.loop.run(self.heartbeat)
                finally:
                    self.heartbeat.turned = None
        except TimeoutError as error:
            if limit.expired():
                raise Hung(f"no turn within {longest:g} s") from error
            raise

    async def _rest(self, seconds: float) -> None:
        """Wait before the next try, beating: a loop that fails is not one that hangs."""
        end = monotonic() + seconds
        while (left := end - monotonic()) > 0:
            self.heartbeat.beat()
            await asyncio.sleep(min(left, 5.0))
        self.heartbeat.beat()


def _said(error: BaseException) -> str:
    """What went wrong, and what that comes from: a library's own error often says no more than that there was one."""
    said = f"{type(error).__name__}: {' '.join(str(error).split())}"
    origin = error
    while origin.__cause__ is not None:
        origin = origin.__cause__
    return said if origin is error or not str(origin) else f"{said} (from {_said(origin)})"


async def stop_in_stages(stages: Sequence[Sequence[Supervised]], grace_seconds: float) -> list[str]:
    """End the stages one after another; returns the names of loops that had not ended in time."""
    end = monotonic() + grace_seconds
    late: list[str] = []
    for stage in stages:
        left = max(0.1, end - monotonic())
        ended = await asyncio.gather(*(loop.stop(left) for loop in stage))
        late += [loop.heartbeat.name for loop, done in zip(stage, ended, strict=True) if not done]
    return late
