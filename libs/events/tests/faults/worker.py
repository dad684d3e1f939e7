"""A real process that runs a context's loops and may be told to die, or to stand still, at a point.

``python -m libs.events.tests.faults.worker '<task as JSON>'``, in the workspace's root folder.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys

import msgspec
from libs.events.tests.faults.points import at, quicken
from libs.events.tests.faults.removals import REMOVALS
from libs.events.tests.faults.tally import mirror, tally
from libs.events.tests.faults.world import write
from libs.events.tests.sample import writer
from libs.events.tests.stack import running

from zhouqi.events import Context, Kafka

CONTEXTS: dict[str, Context] = {context.name: context for context in (writer, tally, mirror)}


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """What a worker does: whose loops it runs, what it writes, and what befalls it where."""

    context: str
    dsn: str
    kafka: Kafka
    numbers: list[int] = []
    point: str | None = None
    nth: int = 1
    signal: int = signal.SIGKILL
    without: str | None = None


async def work(task: Task) -> None:
    """Write, and run the loops until the process is asked to end."""

    async def act() -> None:
        os.kill(os.getpid(), task.signal)

    quicken(setattr)
    if task.without is not None:
        REMOVALS[task.without](setattr)
    if task.point is not None:
        at(task.point, setattr, act, task.nth)
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    async with running(CONTEXTS[task.context], task.dsn, task.kafka):
        await write(task.dsn, task.numbers)
        await ended.wait()


if __name__ == "__main__":
    asyncio.run(work(msgspec.json.decode(sys.argv[1], type=Task)))
