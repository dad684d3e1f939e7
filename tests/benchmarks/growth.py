"""How the cost of each thing grows with what is there already: 10,000, 100,000 and 1,000,000 events.

Each size has a database of its own, filled with the county's mix in both logs and rebuilt; then a little of
everything is measured on top, and the median of the rounds counts.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from itertools import islice
from statistics import median
from typing import Final
from uuid import uuid4

from tests.benchmarks import batch, handle, live, mix
from tests.benchmarks.append import append
from tests.benchmarks.measure import Figure, rate
from tests.benchmarks.plan import Plan
from tests.benchmarks.rebuild import fill
from tests.benchmarks.world import World, migrated, settle
from zhouqi.cockpit import context as cockpit
from zhouqi.events import JOURNAL, STORE
from zhouqi.events.bus.receive import Receiver
from zhouqi.events.fold.projector import Projector
from zhouqi.events.fold.rebuild import rebuild
from zhouqi.events.log.connection import connect
from zhouqi.issues import context as issues
from zhouqi.issues.issue.decider import IssueDecider

SIZES: Final = (10_000, 100_000, 1_000_000)
_MORE: Final = 1_000_000
Step = Callable[[], Awaitable[float]]


async def measure(world: World, plan: Plan) -> list[Figure]:
    """``growth-<what>-<size>``: microseconds each."""
    figures = []
    for size in plan.size(SIZES, (1_000, 2_000)):
        figures += await _reading(world, plan, size)
        figures += await _deciding(world, plan, size)
    return figures


async def _reading(world: World, plan: Plan, size: int) -> list[Figure]:
    """Rebuild, and live on top of what was rebuilt."""
    batches = plan.size(4, 1)
    with world.database() as database:
        await migrated(database, cockpit.context)
        events = mix.arriving(size + _MORE)
        await fill(database, islice(events, size))
        rebuilt = [
            await rate(size, rebuild(database.owner_dsn, cockpit.context))
            for _ in range(plan.at_most(plan.size(2, 1)))
        ]
        await settle(database)
        conn = await connect(database.dsn)
        receiver = Receiver(Projector(cockpit.context.read_model, cockpit.context.decoder), live.TRUST)

        async def received() -> float:
            begin = await JOURNAL.head(conn)
            some = [
                list(live.delivered(events, live.BATCH, begin + number * live.BATCH))
                for number in range(batches)
            ]
            return await rate(batches * live.BATCH, live.receive(conn, receiver, some))

        try:
            return [_cost("rebuild", size, rebuilt), await _median(plan, "live", size, received)]
        finally:
            await conn.close()


async def _deciding(world: World, plan: Plan, size: int) -> list[Figure]:
    """Appends and commands on top of a store of ``size`` events."""
    count = plan.size(200, 10)
    with world.database() as database:
        await migrated(database, issues.context)
        events = mix.arriving(size + _MORE)
        await fill(database, islice(events, size), STORE)
        conn = await connect(database.dsn)
        handler = handle.handler()

        async def appended() -> float:
            return await rate(count, append(conn, list(islice(events, count))))

        async def appended_lists() -> float:
            lists = [list(islice(events, batch.SIZE)) for _ in range(4)]
            return await rate(4 * batch.SIZE, batch.append(conn, lists))

        async def handled() -> float:
            ids = [uuid4() for _ in range(count)]
            await handler.handle(conn, IssueDecider(), [handle.raised(one) for one in ids])
            return await rate(count, handle.handle(conn, handler, [[handle.accepted(one)] for one in ids]))

        try:
            return [
                await _median(plan, "append", size, appended),
                await _median(plan, "batch", size, appended_lists),
                await _median(plan, "handle", size, handled),
            ]
        finally:
            await conn.close()


async def _median(plan: Plan, what: str, size: int, step: Step) -> Figure:
    await step()
    return _cost(what, size, [await step() for _ in range(plan.at_most(5))])


def _cost(what: str, size: int, rates: list[float]) -> Figure:
    costs = [1e6 / one for one in rates]
    return Figure(f"growth-{what}-{size}", median(costs), "µs", spread=(min(costs), max(costs)))
