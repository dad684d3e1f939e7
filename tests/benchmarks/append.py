"""Appending one event: lock, place, insert and commit, as against a bare locked INSERT."""

from __future__ import annotations

from itertools import islice

from tests.benchmarks import limits, mix
from tests.benchmarks.measure import Bar, Figure, interleaved, rate
from tests.benchmarks.plan import Plan
from tests.benchmarks.world import World, migrated, settle
from zhouqi.events import STORE, Event
from zhouqi.events.log.connection import Conn, connect
from zhouqi.ingest.context import context


async def measure(world: World, plan: Plan) -> list[Figure]:
    """``append``: events a second, one a transaction, on one connection."""
    count = plan.size(250, 10)
    events = mix.arriving(2 * count * (plan.rounds + 1))
    with world.database() as database:
        await migrated(database, context)
        admin = await connect(database.admin_dsn)
        await limits.make(admin)
        conn = await connect(database.dsn)
        await settle(database)
        raw = 0

        async def appended(_: int) -> float:
            return await rate(count, append(conn, list(islice(events, count))))

        async def inserted(_: int) -> float:
            nonlocal raw
            placed = limits.placed(islice(events, count), raw)
            raw += count
            return await rate(count, limits.locked_inserts(admin, placed))

        try:
            pair = await interleaved(plan.rounds, appended, inserted)
            assert await STORE.head(conn) == raw == count * (plan.rounds + 1)
        finally:
            await conn.close()
            await admin.close()
    return [pair.figure("append", "events/s", Bar(ratio=0.8))]


async def append(conn: Conn, events: list[Event]) -> None:
    """Append the events, each in a transaction of its own."""
    for event in events:
        async with conn.transaction():
            await STORE.lock(conn)
            await STORE.write(conn, [event])
