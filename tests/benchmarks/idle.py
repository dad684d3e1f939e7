"""What the whole embedded stack costs while nothing happens: share of a core, and memory."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from statistics import median
from time import perf_counter
from typing import TypeVar

import psutil

from tests.benchmarks.measure import Bar, Figure
from tests.benchmarks.plan import Plan
from tests.benchmarks.stack import Started, started
from tests.benchmarks.world import World

T = TypeVar("T")


async def measure(world: World, plan: Plan) -> list[Figure]:
    """``idle``: percent of one core; ``idle-memory``: GiB as PSS, shared pages counted once in all.

    Business time stands still, and nobody has a page open. The stack is left alone for a while first.
    """
    async with started(world.county or world.fresh("idle") / "data", plan.size(500, 5)) as stack:
        await asyncio.sleep(plan.size(20, 1))
        programs = _programs(stack.family())
        shares = [await _share(stack, plan.size(10.0, 1.0)) for _ in range(plan.at_most(5))]
        sizes = _of_each(stack.family(), lambda process: process.memory_full_info().pss)
        assert programs == _programs(stack.family())
    spread = (min(shares), max(shares))
    return [
        Figure("idle", median(shares), "% of a core", bar=Bar(most=20), spread=spread),
        Figure(
            "idle-memory",
            sum(sizes.values()) / 2**30,
            "GiB",
            bar=Bar(most=1.2),
            note=f"PSS of {len(sizes)} processes",
        ),
    ]


async def _share(stack: Started, seconds: float) -> float:
    """Processor time of all processes, in percent of the time that passed."""
    before, begin = _spent(stack), perf_counter()
    await asyncio.sleep(seconds)
    spent = sum(now - before.get(process, 0.0) for process, now in _spent(stack).items())
    return 100 * spent / (perf_counter() - begin)


def _spent(stack: Started) -> dict[psutil.Process, float]:
    return _of_each(stack.family(), lambda process: sum(process.cpu_times()[:2]))


def _programs(family: Sequence[psutil.Process]) -> Sequence[int]:
    """Those that are there all the time; the database server's own helpers come and go."""
    names = _of_each(family, lambda process: process.name())
    return sorted(process.pid for process, name in names.items() if name != "postgres")


def _of_each(
    family: Sequence[psutil.Process], asked: Callable[[psutil.Process], T]
) -> dict[psutil.Process, T]:
    """The answer of each process that has not ended meanwhile."""
    found = {}
    for process in family:
        with suppress(psutil.NoSuchProcess):
            found[process] = asked(process)
    return found
