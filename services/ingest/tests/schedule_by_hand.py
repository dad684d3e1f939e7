"""The schedule and the queue, turned by hand."""

from __future__ import annotations

import psycopg

from tests.postgres import Database
from zhouqi.ingest.jobs.queue import open_queue
from zhouqi.ingest.jobs.schedule_tick import ScheduleTick
from zhouqi.ingest.jobs.workers import Worker
from zhouqi.service.runtime import Runtime


async def run_schedule(runtime: Runtime, tick: ScheduleTick | None = None) -> None:
    """What is due is put into the queue, and all of it is worked off."""
    async with open_queue(runtime.dsn) as app:
        await (tick or ScheduleTick(runtime)).tick(app)
    await Worker(runtime).work_off()


async def hurry(database: Database) -> None:
    """Let jobs that wait for their next try be tried."""
    async with await psycopg.AsyncConnection.connect(database.admin_dsn, autocommit=True) as conn:
        await conn.execute("update app.procrastinate_jobs set scheduled_at = null where status = 'todo'")
