"""Faults on purpose: slow answers, and a 503 now and then, the same ones for the same seed."""

import asyncio
from dataclasses import dataclass, field
from itertools import count

from zhouqi.sources.seeded_random import SeededRandom
from zhouqi.sources.serving.refusal import RefusedError

__all__ = ["FaultInjection"]


@dataclass(slots=True, eq=False)
class FaultInjection:
    """A dependency that holds an answer back by `slow_ms` milliseconds and refuses a share `rate` of requests.

    Which requests are refused depends on the seed and their number since the start.
    """

    seed: int
    rate: float = 0.0
    slow_ms: int = 0
    _requests: "count[int]" = field(default_factory=lambda: count(1))

    async def __call__(self) -> None:
        """Wait, then pass or raise the refusal (503)."""
        if self.slow_ms:
            await asyncio.sleep(self.slow_ms / 1000)
        number = next(self._requests)
        if SeededRandom(self.seed, "fault", number).chance(self.rate):
            raise RefusedError(
                503, "unavailable", "the system is busy, try again later", {"Retry-After": "1"}
            )
