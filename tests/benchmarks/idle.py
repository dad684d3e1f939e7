"""What the whole embedded stack costs while nothing happens: share of a core, and memory."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from statistics import median
from time import perf_counter

import psutil

from tests.benchmarks.measure import Bar, Figure
from tests.benchmarks.plan import Plan
from tests.benchmarks.stack import started
from tests.benchmarks.world import World


async def measure(world: World, plan: Plan) -> list[Figure]:
    """``idle``: percent of one core; ``idle-memory``: GiB as PSS, shared pages counted once in all.

    Business time stands still, and nobody has a page open. The stack is left alone for a while first.
    """
    async with started(world.county or world.fresh("idle") / "data", plan.size(500, 5)) as stack:
        await asyncio.sleep(plan.size(20, 1))
        family = stack.family()
        shares = [await _share(family, plan.size(10.0, 1.0)) for _ in range(plan.at_most(5))]
        memory = sum(process.memory_full_info().pss for process in family) / 2**30
        assert len(family) == len(stack.family())
    spread = (min(shares), max(shares))
    return [
        Figure("idle", median(shares), "% of a core", bar=Bar(most=20), spread=spread),
        Figure("idle-memory", memory, "GiB", bar=Bar(most=1.2), note=f"PSS of {len(family)} processes"),
    ]


async def _share(family: Sequence[psutil.Process], seconds: float) -> float:
    """Processor time of all of them, in percent of the time that passed."""
    before, begin = _spent(family), perf_counter()
    await asyncio.sleep(seconds)
    return 100 * (_spent(family) - before) / (perf_counter() - begin)


def _spent(family: Sequence[psutil.Process]) -> float:
    return sum(sum(process.cpu_times()[:2]) for process in family)
