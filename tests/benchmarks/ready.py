"""From `make run` to ready: with an empty data folder, and the second time."""

from __future__ import annotations

import asyncio
from statistics import median

from tests.benchmarks.measure import Bar, Figure
from tests.benchmarks.plan import Plan
from tests.benchmarks.stack import build, started
from tests.benchmarks.world import World


async def measure(world: World, plan: Plan) -> list[Figure]:
    """``ready`` and ``ready-second``: seconds, with the 500 projects of the county of seed 1.

    The environment is installed and the pages are built.
    """
    size = plan.size(500, 5)
    first: list[float] = []
    second: list[float] = []
    await asyncio.to_thread(build)
    for _ in range(plan.at_most(plan.size(3, 1))):
        data = world.fresh("ready") / "data"
        for taken in (first, second):
            async with started(data, size) as stack:
                taken.append(stack.seconds)
        world.county = data
    return [
        _figure("ready", first, 60),
        _figure("ready-second", second, 15),
    ]


def _figure(name: str, taken: list[float], most: float) -> Figure:
    return Figure(name, median(taken), "s", bar=Bar(most=most), spread=(min(taken), max(taken)))
