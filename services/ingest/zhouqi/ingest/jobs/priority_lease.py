"""A lease on working first: the highest priority has it, and loses it when it takes its time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from heapq import heappop, heappush
from itertools import count


class PriorityLease:
    """Work is done one at a time, the highest priority first; but nobody waits long for one that takes its time.

    Who has had the lease for ``patience`` seconds loses it and works on beside the others. So the order holds
    where it helps (what gives identifiers comes before what is found by them), and a source that hangs
    delays each of the others by that much at most, however many hang.
    """

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._numbers = count()
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._holder: asyncio.Future[None] | None = None

    @asynccontextmanager
    async def hold(self, priority: int) -> AsyncIterator[None]:
        """Wait for the lease, and hold it for as long as the block lasts or patience does."""
        loop = asyncio.get_running_loop()
        mine: asyncio.Future[None] = loop.create_future()
        heappush(self._waiting, (-priority, next(self._numbers), mine))
        if self._holder is None:
            self._give()
        passing: asyncio.TimerHandle | None = None
        try:
            await mine
            passing = loop.call_later(self._patience, self._pass, mine)
            yield
        finally:
            if passing is not None:
                passing.cancel()
            mine.cancel()
            self._pass(mine)

    def _pass(self, holder: asyncio.Future[None]) -> None:
        """Take the lease from ``holder``, if it still has it."""
        if self._holder is holder:
            self._give()

    def _give(self) -> None:
        """Give the lease to the next who waits, if any does."""
        self._holder = None
        while self._waiting and self._holder is None:
            _, _, next_one = heappop(self._waiting)
            if not next_one.done():
                self._holder = next_one
                next_one.set_result(None)
