"""Appending 500 events at once, encoded beforehand, as against COPY of the same rows."""

from __future__ import annotations

from itertools import islice

from tests.benchmarks import limits, mix
from tests.benchmarks.measure import Bar, Figure, interleaved, rate
from tests.benchmarks.plan import Plan
from tests.benchmarks.world import World, migrated, settle
from zhouqi.events import STORE, Event
from zhouqi.events.log.connection import Conn, connect
from zhouqi.ingest.context import context

SIZE = 500


async def measure(world: World, plan: Plan) -> list[Figure]:
    """``batch``: events a second in appends of 500, each its own transaction."""
    batches = plan.size(20, 1)
    count = batches * SIZE
    events = mix.arriving(2 * count * (plan.rounds + 1))
    with world.database() as database:
        await migrated(database, context)
        admin = await connect(database.admin_dsn)
        await limits.make(admin)
        conn = await connect(database.dsn)
        await settle(database)
        raw = 0

        async def appended(_: int) -> float:
            return await rate(count, append(conn, [list(islice(events, SIZE)) for _ in range(batches)]))

        async def copied(_: int) -> float:
            nonlocal raw
            placed = limits.placed(islice(events, count), raw)
            raw += count
            rows = [limits.encoded(placed[start : start + SIZE]) for start in range(0, count, SIZE)]
            return await rate(count, _copy(admin, rows))

        try:
            pair = await interleaved(plan.rounds, appended, copied)
            assert await STORE.head(conn) == raw == count * (plan.rounds + 1)
        finally:
            await conn.close()
            await admin.close()
    return [pair.figure("batch", "events/s", Bar(ratio=0.5))]


async def append(conn: Conn, batches: list[list[Event]]) -> None:
    """Append each batch in a transaction of its own."""
    for events in batches:
        async with conn.transaction():
            await STORE.lock(conn)
            await STORE.write(conn, events)


async def _copy(conn: Conn, batches: list[bytes]) -> None:
    for rows in batches:
        await limits.copy(conn, rows)
