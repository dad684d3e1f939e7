"""Wait for something to be so."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic

PATIENCE = 240.0


async def until(holds: Callable[[], Awaitable[bool]], what: str, every: float = 0.01) -> None:
    """Return as soon as ``holds``. Raises TimeoutError naming ``what``."""
    end = monotonic() + PATIENCE
    while not await holds():
        if monotonic() > end:
            raise TimeoutError(f"not within {PATIENCE:g} s: {what}")
        await asyncio.sleep(every)
