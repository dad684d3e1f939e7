"""Collect as the jobs do, one after another."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from time import monotonic

from services.ingest.tests.systems import Systems

from zhouqi.ingest.collection.collector import Collector
from zhouqi.ingest.intake.tally import Tally
from zhouqi.ingest.kinds import BY_NAME, KINDS, Kind
from zhouqi.ingest.registers.collector import RegisterCollector
from zhouqi.ingest.settings import IngestSettings
from zhouqi.service.runtime import Runtime

RANKED = [kind.name for kind in sorted(KINDS, key=lambda kind: kind.rank)]


async def register(runtime: Runtime, systems: Systems) -> None:
    """Collect the county's register."""
    async with systems.opened(runtime.own(IngestSettings), runtime.clock) as sources:
        await RegisterCollector(runtime, sources).collect()


async def collect(runtime: Runtime, systems: Systems, names: Iterable[str] = RANKED) -> None:
    """Collect kinds, in the order that they are named in."""
    async with systems.opened(runtime.own(IngestSettings), runtime.clock) as sources:
        for name in names:
            await Collector(runtime, sources).collect(BY_NAME[name])


async def collect_one(
    runtime: Runtime, systems: Systems, kind: Kind, needed: datetime | None = None
) -> Tally:
    """Collect one kind, with nothing remembered but what is in the database."""
    async with systems.opened(runtime.own(IngestSettings), runtime.clock) as sources:
        return await Collector(runtime, sources).collect(kind, needed)


async def until(holds: Callable[[], Awaitable[bool]], patience: float, what: str) -> None:
    """Return as soon as ``holds()``. Raises AssertionError naming ``what`` after ``patience`` seconds."""
    end = monotonic() + patience
    while not await holds():
        if monotonic() > end:
            raise AssertionError(f"not within {patience:g} s: {what}")
        await asyncio.sleep(0.05)
