"""Days close once everything due on them came in, in their order, whatever is late, fails or is killed."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta

import psycopg
import pytest
from services.ingest.tests.collecting import until
from services.ingest.tests.raw import GOOD
from services.ingest.tests.schedule_by_hand import hurry, run_schedule
from services.ingest.tests.store import facts, facts_of
from services.ingest.tests.systems import Systems

from tests.postgres import Database
from zhouqi.events import Heartbeat
from zhouqi.events.clock import FileClock
from zhouqi.events.contracts.ingest import (
    CollectionCompleted,
    CollectionFailed,
    DayClosed,
    RecordFact,
    RecordLinked,
)
from zhouqi.ingest.jobs import schedule_tick
from zhouqi.ingest.jobs.queue import open_jobs, open_queue
from zhouqi.ingest.jobs.schedule_tick import ScheduleTick
from zhouqi.ingest.jobs.workers import Worker
from zhouqi.ingest.schedule.status import INTERVALS, CollectionStatus, collection_status
from zhouqi.service.runtime import Runtime

DAY = date(2026, 10, 30)


def _evening(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, 30, tzinfo=UTC)


async def _closed(runtime: Runtime) -> list[date]:
    return [fact.date for fact in await facts(runtime, DayClosed)]


async def test_the_first_evening_collects_everything_once_and_closes_the_day(
    runtime: Runtime, systems: Systems
) -> None:
    for name, record in GOOD.items():
        systems.put(name, record)
    systems.vouch(_evening(DAY))

    await run_schedule(runtime)
    assert await _closed(runtime) == []
    await run_schedule(runtime)

    assert await _closed(runtime) == [DAY]
    runs = [fact.kind for fact in await facts(runtime, CollectionCompleted)]
    assert sorted(runs) == sorted(INTERVALS)
    assert runs[:2] == ["register", "project"]
    assert not await facts(runtime, RecordLinked), "what gives identifiers was collected first"


async def test_a_close_counts_all_that_was_written_before_it(runtime: Runtime, systems: Systems) -> None:
    for name, record in GOOD.items():
        systems.put(name, record)
    systems.vouch(_evening(DAY))
    for _ in range(2):
        await run_schedule(runtime)

    *before, closed = await facts_of(runtime)

    assert isinstance(closed, DayClosed)
    assert sum(closed.counted.values()) == len(before)
    assert closed.counted["AttendanceReported"] == 1


async def test_a_day_waits_for_the_word_of_the_exchange_and_the_drops(
    runtime: Runtime, systems: Systems, database: Database
) -> None:
    systems.put("attendance", GOOD["attendance"])
    systems.vouch(_evening(DAY) - timedelta(hours=2))
    for _ in range(2):
        await run_schedule(runtime)
        await hurry(database)
    assert await _closed(runtime) == []
    assert len(await facts(runtime, RecordFact)) == 1, "what is there is taken all the same"
    assert not await facts(runtime, CollectionFailed)

    systems.vouch(_evening(DAY))
    for _ in range(2):
        await run_schedule(runtime)

    assert await _closed(runtime) == [DAY]
    assert len(await facts(runtime, CollectionCompleted)) == len(INTERVALS)


async def test_a_day_waits_for_a_source_that_is_away(
    runtime: Runtime, systems: Systems, database: Database
) -> None:
    systems.vouch(_evening(DAY))
    systems.down = True
    for _ in range(3):
        await run_schedule(runtime)
        await hurry(database)
    assert await _closed(runtime) == []
    assert await facts(runtime, CollectionFailed)

    systems.down = False
    for _ in range(3):
        await run_schedule(runtime)
        await hurry(database)

    assert await _closed(runtime) == [DAY]


async def test_a_clock_that_jumps_closes_every_day_in_its_order(
    runtime: Runtime, systems: Systems, clock: FileClock
) -> None:
    systems.vouch(_evening(DAY))
    for _ in range(2):
        await run_schedule(runtime)

    later = DAY + timedelta(days=3)
    clock.set(_evening(later))
    systems.vouch(_evening(later))
    for _ in range(2):
        await run_schedule(runtime)

    assert await _closed(runtime) == [DAY + timedelta(days=number) for number in range(4)]


async def test_a_source_that_lags_lets_the_days_close_that_it_covers(
    runtime: Runtime, systems: Systems, clock: FileClock, database: Database
) -> None:
    systems.vouch(_evening(DAY))
    for _ in range(2):
        await run_schedule(runtime)

    clock.set(_evening(DAY + timedelta(days=2)))
    systems.vouch(_evening(DAY + timedelta(days=1)))
    for _ in range(3):
        await run_schedule(runtime)
        await hurry(database)

    assert await _closed(runtime) == [DAY, DAY + timedelta(days=1)]


async def test_two_ticks_put_everything_into_the_queue_once(runtime: Runtime, systems: Systems) -> None:
    async with open_queue(runtime.dsn) as app:
        await asyncio.gather(ScheduleTick(runtime).tick(app), ScheduleTick(runtime).tick(app))
        await ScheduleTick(runtime).tick(app)
    async with runtime.pool.connection() as conn:
        jobs = await open_jobs(conn)

    assert sorted(str(job.name) for job in jobs) == sorted(INTERVALS)


async def test_an_idle_tick_asks_the_database_nothing_until_something_comes_due(
    runtime: Runtime, systems: Systems, clock: FileClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    systems.vouch(_evening(DAY))
    tick = ScheduleTick(runtime)
    for _ in range(3):
        await run_schedule(runtime, tick)
    asked: list[Runtime] = []

    async def counting(of: Runtime) -> CollectionStatus:
        asked.append(of)
        return await collection_status(of)

    monkeypatch.setattr(schedule_tick, "collection_status", counting)
    async with open_queue(runtime.dsn) as app:
        for _ in range(5):
            await tick.tick(app)
        assert asked == []
        clock.set(_evening(DAY) + timedelta(hours=13))
        await tick.tick(app)

    assert len(asked) == 1


async def test_the_job_of_a_killed_worker_is_taken_up_again(
    runtime: Runtime, systems: Systems, database: Database
) -> None:
    systems.vouch(_evening(DAY))
    async with open_queue(runtime.dsn) as app:
        await ScheduleTick(runtime).tick(app)
        killed = await app.job_manager.register_worker()
        job = await app.job_manager.fetch_job(queues=None, worker_id=killed)
        assert job is not None
        for _ in range(2):
            await run_schedule(runtime)
        assert await _closed(runtime) == [], "its lock is held"

        async with await psycopg.AsyncConnection.connect(database.admin_dsn, autocommit=True) as conn:
            await conn.execute("update app.procrastinate_workers set last_heartbeat = now() - interval '1 h'")
        await Worker(runtime).recover_orphans(app)
    for _ in range(3):
        await hurry(database)  # without the register the other kinds had to wait
        await run_schedule(runtime)

    assert await _closed(runtime) == [DAY]


async def test_a_worker_that_ends_puts_its_job_back_at_once(
    runtime: Runtime, systems: Systems, monkeypatch: pytest.MonkeyPatch
) -> None:
    systems.vouch(_evening(DAY))
    begun = asyncio.Event()

    async def long(*_: object) -> None:
        begun.set()
        await asyncio.Event().wait()

    async with open_queue(runtime.dsn) as app:
        await ScheduleTick(runtime).tick(app)
    with monkeypatch.context() as patched:
        patched.setattr("zhouqi.ingest.registers.collector.RegisterCollector.collect", long)
        working = asyncio.create_task(Worker(runtime).run(Heartbeat("jobs")))
        await begun.wait()
        for _ in range(3):  # as a supervisor asks: more than once
            working.cancel()
            await asyncio.wait({working}, timeout=0.1)
        await asyncio.wait({working})
    async with runtime.pool.connection() as conn:
        assert not any(job.running for job in await open_jobs(conn))

    for _ in range(2):
        await run_schedule(runtime)
    assert await _closed(runtime) == [DAY]


async def test_the_loops_close_days_of_a_running_clock_one_by_one(
    runtime: Runtime, systems: Systems, clock: FileClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "zhouqi.ingest.collection.collector._AHEAD", timedelta(days=365)
    )  # vouched for once, for all days
    systems.vouch(_evening(DAY + timedelta(days=365)))
    clock.set(_evening(DAY), factor=86400 / 2)
    loops = [
        asyncio.create_task(run)
        for run in (ScheduleTick(runtime).run(Heartbeat("schedule")), Worker(runtime).run(Heartbeat("jobs")))
    ]

    async def many() -> bool:
        for loop in loops:
            if loop.done():
                loop.result()  # says why it ended
        return await _many(runtime, 4)

    try:
        await until(many, 120, "four days are closed")
    finally:
        for task in loops:
            task.cancel()
        await asyncio.wait(loops)
    closed = list(dict.fromkeys(await _closed(runtime)))  # one that somebody was late for is said anew

    assert closed == [closed[0] + timedelta(days=number) for number in range(len(closed))]


async def _many(runtime: Runtime, count: int) -> bool:
    return len(await _closed(runtime)) >= count
