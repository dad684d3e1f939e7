"""The two loops of ingest in a worker: the tick that asks what is due, and the worker of the queue.

Any number of both may run, in any number of processes: what is put into the queue twice is there once,
and a job is done by one worker at a time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from time import monotonic
from typing import Final

import structlog
from procrastinate import App

from zhouqi.events import COUNTY_ZONE, Heartbeat
from zhouqi.ingest.collector import Behind, Collector
from zhouqi.ingest.days import EVERY, close, settle, standing
from zhouqi.ingest.jobs import (
    CLOSE,
    COLLECT,
    QUEUE,
    SETTLE,
    Later,
    make_app,
    open_jobs,
    opened,
    put,
    put_collection,
)
from zhouqi.ingest.kinds import BY_NAME
from zhouqi.ingest.registrar import REGISTER, Registrar
from zhouqi.ingest.schedule import due, needed, quiet_until
from zhouqi.ingest.settings import IngestSettings
from zhouqi.ingest.wires import SourceFailed, Sources, sources
from zhouqi.service.runtime import Runtime
from zhouqi.service.supervise import Loop

_POLL_SECONDS: Final = 2.0
_LAST_SECONDS: Final = 0.5
_LONGEST_JOB: Final = 600.0
_logger = structlog.get_logger(__name__)


class Tick:
    """Asks the business clock what is due and puts it into the queue; idle, it asks nothing else."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._settings = runtime.own(IngestSettings)
        self._quiet_until: datetime | None = None
        self._looked = 0.0

    async def run(self, heartbeat: Heartbeat) -> None:
        """Turn until cancelled."""
        async with opened(self._runtime.dsn) as app:
            while True:
                heartbeat.beat()
                await self.revive(app)
                await self.turn(app)
                await asyncio.sleep(self._settings.poll_seconds)

    async def turn(self, app: App) -> None:
        """Put what is due now into the queue, unless it is there already."""
        now = self._runtime.clock.now()
        if self._quiet_until is not None and now < self._quiet_until:
            return
        at = await standing(self._runtime)
        async with self._runtime.pool.connection() as conn:
            jobs = await open_jobs(conn)
        there = {job.name for job in jobs if job.task == COLLECT}
        wanted = [
            found.name
            for name, every in EVERY.items()
            if (found := due(name, every, at.readings[name], at.days, at.now)) and name not in there
        ]
        for name in wanted:
            await put_collection(app, name, at.now.astimezone(COUNTY_ZONE).date())
        if at.closable and not any(job.task == CLOSE for job in jobs):
            await put(app, CLOSE)
        busy = bool(wanted or jobs or at.days)
        self._quiet_until = None if busy else quiet_until(EVERY, at.readings, at.now)

    async def revive(self, app: App) -> None:
        """Put back, now and then, the jobs of workers that give no sign of life."""
        if monotonic() - self._looked < self._settings.stalled_seconds / 3:
            return
        self._looked = monotonic()
        for job in await app.job_manager.get_stalled_jobs(
            seconds_since_heartbeat=self._settings.stalled_seconds
        ):
            _logger.warning("job.revived", task=job.task_name, args=job.task_kwargs)
            await app.job_manager.retry_job(job)


class Worker:
    """Does the jobs of the queue, one after another."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._settings = runtime.own(IngestSettings)
        self._began: float | None = None

    async def run(self, heartbeat: Heartbeat) -> None:
        """Work until cancelled; what is not done by then goes back into the queue."""
        async with sources(self._settings, self._runtime.clock) as wires:
            app = self.app(wires)
            async with app.open_async():
                working = asyncio.create_task(self._work(app, wait=True))
                try:
                    while not working.done():
                        if self._began is None or monotonic() - self._began < _LONGEST_JOB:
                            heartbeat.beat()
                        await asyncio.wait({working}, timeout=1.0)
                    working.result()
                finally:
                    await _ended(working)

    async def work_off(self) -> None:
        """Do what is in the queue and due, and return."""
        async with sources(self._settings, self._runtime.clock) as wires:
            app = self.app(wires)
            async with app.open_async():
                await self._work(app, wait=False)

    def app(self, wires: Sources) -> App:
        """The queue with what its jobs do."""
        app = make_app(self._runtime.dsn, connections=3)
        for name, job in (
            (COLLECT, self._collecting(wires, app)),
            (SETTLE, lambda: settle(self._runtime)),
            (CLOSE, lambda: close(self._runtime)),
        ):
            app.task(name=name, queue=QUEUE, retry=Later())(self._timed(job))
        return app

    def _collecting(self, wires: Sources, app: App) -> Callable[..., Awaitable[object]]:
        async def collect(name: str) -> None:
            if name == REGISTER:
                await Registrar(self._runtime, wires).collect()
            elif (kind := BY_NAME.get(name)) is not None:
                at = await standing(self._runtime)
                lacks = needed(at.readings[name], at.days)
                tally = await Collector(self._runtime, wires).collect(kind, lacks)
                if tally.accepted:
                    await put(app, SETTLE)

        return collect

    def _timed(self, job: Callable[..., Awaitable[object]]) -> Callable[..., Awaitable[None]]:
        async def timed(**arguments: object) -> None:
            self._began = monotonic()
            try:
                await job(**arguments)
            except (SourceFailed, Behind) as what:
                _logger.info("job.later", cause=str(what))
                raise
            finally:
                self._began = None

        return timed

    async def _work(self, app: App, *, wait: bool) -> None:
        await app.run_worker_async(
            queues=[QUEUE],
            wait=wait,
            fetch_job_polling_interval=_POLL_SECONDS,
            shutdown_graceful_timeout=_LAST_SECONDS,
            delete_jobs="always",
            install_signal_handlers=False,
            update_heartbeat_interval=self._settings.stalled_seconds / 3,
            stalled_worker_timeout=self._settings.stalled_seconds,
        )


async def _ended(working: asyncio.Task[None]) -> None:
    """Let the worker end in order, however often this task is asked to end itself.

    It puts its job back into the queue; cut off in that, the job would wait until it counts as stalled.
    """
    cancelled = False
    working.cancel()
    while not working.done():
        try:
            await asyncio.wait({working})
        except asyncio.CancelledError:
            cancelled = True
    if cancelled:
        raise asyncio.CancelledError


def loops(runtime: Runtime) -> tuple[Loop, ...]:
    """The loops of ingest in a worker."""
    return (
        Loop("schedule", Tick(runtime).run, silent_after=60),
        Loop("jobs", Worker(runtime).run, silent_after=60),
    )
