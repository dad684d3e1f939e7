"""The two loops of ingest in a worker: the tick that asks what is due, and the worker of the queue.

Any number of both may run, in any number of processes: what is put into the queue twice is there once,
and a job is done by one worker at a time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

import psycopg
import structlog
from procrastinate import App, JobContext
from procrastinate.exceptions import ConnectorException

from zhouqi.events import Heartbeat
from zhouqi.ingest.collection.runs import SourceBehind
from zhouqi.ingest.day_close.closing import close_days, link_and_connect
from zhouqi.ingest.jobs.collecting import collecting
from zhouqi.ingest.jobs.orphans import HeldJobs, requeue_orphans
from zhouqi.ingest.jobs.priority_lease import PriorityLease
from zhouqi.ingest.jobs.queue import (
    CLOSE,
    COLLECT,
    QUEUE,
    SETTLE,
    RetryPolicy,
    make_queue,
)
from zhouqi.ingest.jobs.schedule_tick import ScheduleTick
from zhouqi.ingest.schedule.status import INTERVALS, LONGEST_ATTEMPT
from zhouqi.ingest.settings import IngestSettings
from zhouqi.ingest.sources import SourceFailed, SourceSystems, open_sources
from zhouqi.service.loops.supervision import Loop
from zhouqi.service.runtime import Runtime

_POLL_SECONDS: Final = 2.0
_LAST_SECONDS: Final = 0.5
_AT_ONCE: Final = len(INTERVALS) + 2
"""Every kind, the pass and the close have a place of their own: none can fill the worker."""
_logger = structlog.get_logger(__name__)


class Worker:
    """Does the jobs of the queue: one after another, past those that take their time."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._settings = runtime.own(IngestSettings)
        self._lease = PriorityLease(self._settings.turn_seconds)
        self._held = HeldJobs()

    async def run(self, heartbeat: Heartbeat) -> None:
        """Work until cancelled; what is not done by then goes back into the queue."""
        async with open_sources(self._settings, self._runtime.clock) as sources:
            app = self.app(sources)
            async with app.open_async():
                working = asyncio.create_task(self._work(app, wait=True))
                try:
                    while not working.done():
                        heartbeat.beat()
                        await self.recover_orphans(app)
                        await asyncio.wait({working}, timeout=self._settings.stalled_seconds / 3)
                    working.result()
                finally:
                    await _ended(working)

    async def recover_orphans(self, app: App) -> None:
        """Put back the jobs that nobody does; a database that is away is asked again at the next look."""
        try:
            lost = await self._held.lost(app)
            await requeue_orphans(app, lost, self._settings.stalled_seconds, 2 * LONGEST_ATTEMPT)
        except (ConnectorException, psycopg.Error) as error:
            _logger.warning("jobs.not_looked_at", cause=type(error).__name__)

    async def work_off(self) -> None:
        """Do what is in the queue and due, one after another, and return."""
        async with open_sources(self._settings, self._runtime.clock) as sources:
            app = self.app(sources)
            async with app.open_async():
                await self._work(app, wait=False)

    def app(self, sources: SourceSystems) -> App:
        """The queue with what its jobs do."""
        app = make_queue(self._runtime.dsn, connections=3)
        for name, job in (
            (COLLECT, collecting(self._runtime, sources, app)),
            (SETTLE, lambda: link_and_connect(self._runtime)),
            (CLOSE, lambda: close_days(self._runtime)),
        ):
            app.task(name=name, queue=QUEUE, retry=RetryPolicy(), pass_context=True)(self._timed(job))
        return app

    def _timed(self, job: Callable[..., Awaitable[object]]) -> Callable[..., Awaitable[None]]:
        async def timed(context: JobContext, **arguments: object) -> None:
            try:
                async with self._lease.hold(context.job.priority), asyncio.timeout(LONGEST_ATTEMPT):
                    await job(**arguments)
            except (SourceFailed, SourceBehind) as what:
                _logger.info("job.later", cause=str(what))
                raise

        return timed

    async def _work(self, app: App, *, wait: bool) -> None:
        await app.run_worker_async(
            queues=[QUEUE],
            wait=wait,
            concurrency=_AT_ONCE if wait else 1,
            worker_middleware=[self._held],
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
        Loop("schedule", ScheduleTick(runtime).run, silent_after=60),
        Loop("jobs", Worker(runtime).run, silent_after=60),
    )
