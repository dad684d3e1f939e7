"""Who works next, and how long one may keep the others waiting."""

from __future__ import annotations

import asyncio

from zhouqi.ingest.jobs.priority_lease import PriorityLease


async def _work(run_schedule: PriorityLease, priority: int, name: str, done: list[str]) -> None:
    async with run_schedule.hold(priority):
        done.append(name)
        await asyncio.sleep(0)
        done.append(name)


async def test_one_works_at_a_time_the_most_urgent_first() -> None:
    run_schedule, done = PriorityLease(60), list[str]()
    async with run_schedule.hold(0):
        waiting = [
            asyncio.create_task(_work(run_schedule, priority, name, done))
            for priority, name in ((1, "tax"), (3, "close"), (2, "project"), (2, "land"))
        ]
        await asyncio.sleep(0)
    await asyncio.gather(*waiting)

    assert done == ["close", "close", "project", "project", "land", "land", "tax", "tax"]


async def test_who_hangs_loses_the_turn_and_ends_when_it_can() -> None:
    run_schedule, done, answer = PriorityLease(0.01), list[str](), asyncio.Event()

    async def hang() -> None:
        async with run_schedule.hold(9):
            await answer.wait()
            done.append("late")

    hanging = [asyncio.create_task(hang()) for _ in range(3)]
    await _work(run_schedule, 1, "tax", done)
    assert done == ["tax", "tax"]
    answer.set()
    await asyncio.gather(*hanging)

    async with asyncio.timeout(1):
        await _work(run_schedule, 1, "land", done)


async def test_who_gives_up_waiting_leaves_the_turn_to_the_next() -> None:
    run_schedule, done = PriorityLease(60), list[str]()
    async with run_schedule.hold(0):
        impatient = asyncio.create_task(_work(run_schedule, 9, "tax", done))
        patient = asyncio.create_task(_work(run_schedule, 1, "land", done))
        await asyncio.sleep(0)
        impatient.cancel()
    await asyncio.wait({impatient, patient})

    assert done == ["land", "land"]
