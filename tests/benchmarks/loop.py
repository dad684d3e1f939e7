"""The event loop that the services run on."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import TypeVar

import uvloop

T = TypeVar("T")


def run(work: Coroutine[None, None, T]) -> T:
    """The result of ``work`` on such a loop, which ends with it."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(work)
