"""Rebuilding all the cockpit's read models, as against two processes that read and decode and fold nothing."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice, pairwise

from tests.benchmarks import mix
from tests.benchmarks.live import check
from tests.benchmarks.measure import Bar, Figure, Pair, interleaved, rate
from tests.benchmarks.plan import Plan
from tests.benchmarks.world import World, migrated, settle
from tests.postgres import Database
from zhouqi.cockpit.context import context
from zhouqi.events import JOURNAL, Event, Log
from zhouqi.events.fold.rebuild import rebuild
from zhouqi.events.log.connection import connect

_WORKERS = 2
_FILL = 10_000


async def measure(world: World, plan: Plan) -> list[Figure]:
    """``rebuild``: events a second, from the command to the exchanged schemas."""
    count = plan.size(1_000_000, 3_000)
    pair = await measured(world, Plan(plan.at_most(3), plan.quick), count)
    return [pair.figure("rebuild", "events/s", Bar(ratio=0.55, least=50_000), f"of {count:,} events")]


async def measured(world: World, plan: Plan, count: int) -> Pair:
    """The rounds of rebuilding from a journal of ``count`` events."""
    with world.database() as database:
        await migrated(database, context)
        await fill(database, mix.arriving(count))

        async def rebuilt(_: int) -> float:
            return await rate(count, rebuild(database.owner_dsn, context, _WORKERS))

        async def only_read(_: int) -> float:
            return await rate(count, _read(database, count))

        pair = await interleaved(plan.rounds, rebuilt, only_read)
        conn = await connect(database.dsn, autocommit=True)
        try:
            await check(conn, count)
        finally:
            await conn.close()
    return pair


async def fill(database: Database, events: Iterator[Event], log: Log = JOURNAL) -> None:
    """Write ``events`` into the log in their order, and fold nothing."""
    conn = await connect(database.dsn)
    try:
        while some := list(islice(events, _FILL)):
            async with conn.transaction():
                await log.lock(conn)
                await log.write(conn, some)
    finally:
        await conn.close()
    await settle(database)


async def _read(database: Database, count: int) -> None:
    cuts = [count * part // _WORKERS for part in range(_WORKERS + 1)]
    readers = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.benchmarks.readers", database.owner_dsn, str(low), str(high)),
            stdout=subprocess.PIPE,
        )
        for low, high in pairwise(cuts)
    ]
    said = [(await reader.communicate())[0] for reader in readers]
    assert sum(int(number) for number in said) == count
