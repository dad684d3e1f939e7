"""A job that nobody does any more is in nobody's way: its worker was killed, or its database went away."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime

import psycopg
import pytest
from services.ingest.tests.collecting import until
from services.ingest.tests.store import facts
from services.ingest.tests.systems import Systems

from tests.arriving import COUNTY
from tests.postgres import Database, Server
from tests.served import KEY
from zhouqi.events import Heartbeat
from zhouqi.events.contracts.ingest import CollectionCompleted, FailureCause
from zhouqi.ingest.jobs.queue import enqueue_collection, open_jobs, open_queue
from zhouqi.ingest.jobs.workers import Worker, loops
from zhouqi.ingest.registers.collector import REGISTER
from zhouqi.ingest.sources import SourceFailed
from zhouqi.local import ports
from zhouqi.service.loops.supervision import Supervised
from zhouqi.service.runtime import Runtime
from zhouqi.service.settings import Settings
from zhouqi.service.telemetry.metrics import Metrics

EVENING = datetime(2026, 10, 30, 10, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _short_leases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHOUQI_INGEST_STALLED_SECONDS", "3")


@contextmanager
def _silent_source() -> Iterator[str]:
    """A source that takes every question and answers none."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


@contextmanager
def _worker_process(settings: Settings, url: str) -> Iterator[subprocess.Popen[bytes]]:
    """``zhouqi serve ingest worker``; killed at the end if it still runs."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ZHOUQI_")}
    env = {
        **kept,
        "ZHOUQI_COUNTY": COUNTY,
        "ZHOUQI_SIGNING_KEY": KEY,
        "ZHOUQI_BUS": "127.0.0.1:1",
        "ZHOUQI_CLOCK": settings.clock,
        "ZHOUQI_DSN__INGEST": settings.dsn_of("ingest"),
        "ZHOUQI_WORKER_PORT": str(ports.free_port()),
        "ZHOUQI_INGEST_URL": url,
        "ZHOUQI_INGEST_STALLED_SECONDS": "3",
        "ZHOUQI_LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-m", "zhouqi.service.cli", "serve", "ingest", "worker"]
    process = subprocess.Popen(command, env=env)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


@asynccontextmanager
async def _at_work(runtime: Runtime) -> AsyncIterator[None]:
    """The loops of ingest, for as long as the block lasts."""
    supervised = [Supervised("ingest", loop) for loop in loops(runtime)]
    for one in supervised:
        one.start(Metrics())
    try:
        yield
    finally:
        for one in supervised:
            await one.stop(10)


async def _doing(runtime: Runtime, name: str) -> bool:
    async with runtime.pool.connection() as conn:
        return any(job.running and job.name == name for job in await open_jobs(conn))


async def _collected(runtime: Runtime, name: str) -> bool:
    return name in [fact.kind for fact in await facts(runtime, CollectionCompleted)]


async def test_a_kind_that_is_asked_for_again_does_not_wait_for_its_killed_worker(
    runtime: Runtime, systems: Systems, settings: Settings
) -> None:
    systems.vouch(EVENING)
    with _silent_source() as url, _worker_process(settings, url) as worker:
        await until(lambda: _doing(runtime, REGISTER), 60, "the worker collects")
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    async with open_queue(runtime.dsn) as queue:
        assert await enqueue_collection(queue, REGISTER, EVENING.date())

    async with _at_work(runtime):
        await until(lambda: _collected(runtime, REGISTER), 30, "the register is collected all the same")
        await until(lambda: _collected(runtime, "sales"), 30, "and so is what waited for it")


async def test_a_job_whose_end_meets_a_restart_of_the_database_is_done_again_by_the_same_worker(
    runtime: Runtime,
    systems: Systems,
    database: Database,
    postgres_server: Server,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    systems.vouch(EVENING)
    begun, down = asyncio.Event(), asyncio.Event()

    async def cut_off(*_: object) -> None:
        begun.set()
        await down.wait()
        raise psycopg.OperationalError("terminating connection due to administrator command")

    with monkeypatch.context() as patched:
        patched.setattr("zhouqi.ingest.registers.collector.RegisterCollector.collect", cut_off)
        async with open_queue(runtime.dsn) as queue:
            await enqueue_collection(queue, REGISTER, EVENING.date())
        working = asyncio.create_task(Worker(runtime).run(Heartbeat("jobs")))
        await begun.wait()
    try:
        with psycopg.connect(postgres_server.dsn(), autocommit=True) as server:
            holding = psycopg.connect(database.admin_dsn)
            holding.execute("select from app.procrastinate_jobs for update")
            down.set()
            await until(lambda: _waits(server, database), 10, "the worker is about to say how the job ended")
            server.execute(_END_SESSIONS, (database.name,))
            holding.close()
        await until(_no_job_in_hand, 10, "it could not say so")
        await until(lambda: _reaches(runtime), 10, "the database is there again")
        assert await _doing(runtime, REGISTER), "or this proves nothing"

        await until(lambda: _collected(runtime, REGISTER), 30, "it is done again")
    finally:
        working.cancel()
        await asyncio.wait({working})


_END_SESSIONS = "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s"
"""What its clients see of a server that restarts."""


async def _waits(server: psycopg.Connection, database: Database) -> bool:
    rows = server.execute(
        "select from pg_stat_activity where datname = %s and wait_event_type = 'Lock'"
        " and query like '%%procrastinate_retry_job%%'",
        (database.name,),
    )
    return rows.fetchone() is not None


async def _no_job_in_hand() -> bool:
    return not any(task.get_name().startswith("process job") for task in asyncio.all_tasks())


async def _reaches(runtime: Runtime) -> bool:
    try:
        await _doing(runtime, REGISTER)
    except psycopg.OperationalError:
        return False
    return True


async def test_a_job_that_fails_while_the_same_is_asked_for_anew_leaves_that_its_place(
    runtime: Runtime, systems: Systems, monkeypatch: pytest.MonkeyPatch
) -> None:
    systems.vouch(EVENING)
    begun, asked = asyncio.Event(), asyncio.Event()

    async def failing(*_: object) -> None:
        begun.set()
        await asked.wait()
        raise SourceFailed(FailureCause.UNREACHABLE)

    with monkeypatch.context() as patched:
        patched.setattr("zhouqi.ingest.registers.collector.RegisterCollector.collect", failing)
        async with open_queue(runtime.dsn) as queue:
            await enqueue_collection(queue, REGISTER, EVENING.date())
            working = asyncio.create_task(Worker(runtime).run(Heartbeat("jobs")))
            await begun.wait()
            assert await enqueue_collection(queue, REGISTER, EVENING.date())
    try:
        asked.set()
        await until(lambda: _collected(runtime, REGISTER), 30, "what was asked for anew is done")
    finally:
        working.cancel()
        await asyncio.wait({working})
