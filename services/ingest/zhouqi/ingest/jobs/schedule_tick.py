"""The tick: what is due by the business clock is put into the queue."""

from __future__ import annotations

import asyncio
from datetime import datetime

from procrastinate import App

from zhouqi.events import COUNTY_ZONE, Heartbeat
from zhouqi.ingest.jobs.queue import (
    CLOSE,
    COLLECT,
    enqueue,
    enqueue_collection,
    open_jobs,
    open_queue,
)
from zhouqi.ingest.schedule.status import collection_status
from zhouqi.ingest.settings import IngestSettings
from zhouqi.service.runtime import Runtime


class ScheduleTick:
    """Asks the business clock what is due and puts it into the queue; idle, it asks nothing else."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._settings = runtime.own(IngestSettings)
        self._quiet: tuple[datetime, datetime] | None = None

    async def run(self, heartbeat: Heartbeat) -> None:
        """Turn until cancelled."""
        async with open_queue(self._runtime.dsn) as app:
            while True:
                heartbeat.beat()
                await self.tick(app)
                await asyncio.sleep(self._settings.poll_seconds)

    async def tick(self, app: App) -> None:
        """Put what is due now into the queue, unless it is there already."""
        now = self._runtime.clock.now()
        if self._quiet is not None and self._quiet[0] <= now < self._quiet[1]:
            return
        at = await collection_status(self._runtime)
        async with self._runtime.pool.connection() as conn:
            jobs = await open_jobs(conn)
        there = {job.name for job in jobs if job.task == COLLECT}
        wanted = [name for name in at.due() if name not in there]
        for name in wanted:
            await enqueue_collection(app, name, at.now.astimezone(COUNTY_ZONE).date())
        if (at.closable or at.corrected) and not any(job.task == CLOSE for job in jobs):
            await enqueue(app, CLOSE)
        busy = bool(wanted or jobs or at.days)
        self._quiet = None if busy else (now, at.schedule.quiet_until(at.checkpoints, at.now))
