"""The queue of what is to be done: collections, passes and closes, on procrastinate's tables in ``app``.

A job that fails is tried again, later and later, behind those that do well. One that is cut off is
taken up again: at once after an orderly end, after a while when its worker was killed.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from procrastinate import App, BaseRetryStrategy, PsycopgConnector, RetryDecision
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Job

from zhouqi.events.log.connection import CLIENT_KEEPALIVE, SERVER_KEEPALIVE, Conn
from zhouqi.ingest.collection.runs import SourceBehind
from zhouqi.ingest.kinds import BY_NAME
from zhouqi.ingest.sources import SourceFailed

QUEUE: Final = "ingest"
COLLECT, SETTLE, CLOSE = "collect", "settle", "close"
_FIRST_PRIORITY = 100
_PER_RANK = 10
_LONGEST_PAUSE = 60.0
_OPTIONS = f"-c search_path=app -c statement_timeout=20s -c timezone=UTC {SERVER_KEEPALIVE}"

logging.getLogger("procrastinate").setLevel(logging.WARNING)


class RetryPolicy(BaseRetryStrategy):
    """Tries a job again without end: after 1, 2, 4 … 60 s, and behind what has not failed.

    A source that asks to be left alone for longer is.

    One that was cut off by its worker's end is there for the next at once.
    """

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision:
        """When to try again."""
        if isinstance(exception, asyncio.CancelledError):
            return RetryDecision()
        longest = _LONGEST_PAUSE if not isinstance(exception, SourceBehind) else _LONGEST_PAUSE / 12
        pause = min(longest, float(2 ** min(job.attempts, 10)))
        if isinstance(exception, SourceFailed) and exception.pause is not None:
            pause = max(pause, exception.pause.total_seconds())
        return RetryDecision(
            retry_at=datetime.now(UTC) + timedelta(seconds=pause), priority=max(1, job.priority - 1)
        )


def make_queue(dsn: str, connections: int = 2) -> App:
    """The queue in the database of ``dsn``, not opened."""
    connector = PsycopgConnector(
        conninfo=dsn,
        kwargs={"options": _OPTIONS, **CLIENT_KEEPALIVE},
        min_size=1,
        max_size=connections,
        max_idle=120.0,
    )
    return App(connector=connector)


@asynccontextmanager
async def open_queue(dsn: str) -> AsyncIterator[App]:
    """The queue for as long as the block lasts; for who has something to put into it."""
    app = make_queue(dsn, connections=1)
    async with app.open_async():
        yield app


def migrations() -> tuple[Traversable | Path, ...]:
    """Procrastinate's own migrations, which never change once published, in their order."""
    folder = files("procrastinate") / "sql" / "migrations"
    return tuple(
        sorted((file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda f: f.name)
    )


async def enqueue_collection(app: App, name: str, day: date) -> bool:
    """Put a collection into the queue; False when one for the same business day waits there already.

    Of one kind one collection runs at a time.
    """
    kind = BY_NAME.get(name)
    priority = _FIRST_PRIORITY - _PER_RANK * (kind.rank + 1 if kind else 0)
    try:
        await app.configure_task(
            COLLECT,
            queue=QUEUE,
            lock=f"{COLLECT}/{name}",
            queueing_lock=f"{COLLECT}/{name}/{day}",
            priority=priority,
        ).defer_async(name=name)
    except AlreadyEnqueued:
        return False
    return True


async def enqueue(app: App, task: str) -> None:
    """Put a pass or a close into the queue, unless one waits there.

    A close comes before all collections, which may come due faster than they are done; a pass behind them.
    """
    priority = _FIRST_PRIORITY + 1 if task == CLOSE else 0
    try:
        await app.configure_task(
            task, queue=QUEUE, lock=task, queueing_lock=task, priority=priority
        ).defer_async()
    except AlreadyEnqueued:
        return


@dataclass(frozen=True, slots=True)
class OpenJob:
    """A job that waits or runs. ``attempts`` counts those that failed."""

    task: str
    name: str | None
    running: bool
    attempts: int


async def open_jobs(conn: Conn) -> list[OpenJob]:
    """All jobs that are not done."""
    rows = await conn.execute(
        "select task_name, args->>'name', status = 'doing', attempts from app.procrastinate_jobs"
        " where status in ('todo', 'doing') order by id"
    )
    return [
        OpenJob(str(task), None if name is None else str(name), running is True, int(str(attempts)))
        for task, name, running, attempts in await rows.fetchall()
    ]


async def run_now(conn: Conn, name: str) -> None:
    """Let the collection of ``name``, if it waits for its next try, be tried at once. The caller commits."""
    await conn.execute(
        "update app.procrastinate_jobs set scheduled_at = null where status = 'todo'"
        " and task_name = %s and args->>'name' = %s",
        (COLLECT, name),
    )
