"""A real process that runs a context's loops and may be told to die, or to stand still, at a point.

``python -m libs.events.tests.faults.worker '<task as JSON>'``, in the workspace's root folder.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from functools import partial

import msgspec
from libs.events.tests.faults.points import at, quicken
from libs.events.tests.faults.removals import REMOVALS
from libs.events.tests.faults.tally import mirror, tally
from libs.events.tests.faults.world import write
from libs.events.tests.sample import writer
from libs.events.tests.stack import running

from zhouqi.events import Context, Kafka

CONTEXTS: dict[str, Context] = {context.name: context for context in (writer, tally, mirror)}


class Blow(msgspec.Struct, frozen=True):
    """A signal that a process sends itself, the ``nth`` time that it comes to ``point``."""

    point: str
    signal: int = signal.SIGKILL
    nth: int = 1


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """What a worker does: whose loops it runs, what it writes, and what befalls it where."""

    context: str
    dsn: str
    kafka: Kafka
    numbers: list[int] = []
    blows: list[Blow] = []
    without: str | None = None


async def work(task: Task) -> None:
    """Write, and run the loops until the process is asked to end."""
    quicken(setattr)
    if task.without is not None:
        REMOVALS[task.without](setattr)
    for blow in task.blows:
        at(blow.point, setattr, partial(_strike, blow.signal), blow.nth)
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    async with running(CONTEXTS[task.context], task.dsn, task.kafka):
        await write(task.dsn, task.numbers)
        await ended.wait()


async def _strike(number: int) -> None:
    os.kill(os.getpid(), number)


if __name__ == "__main__":
    asyncio.run(work(msgspec.json.decode(sys.argv[1], type=Task)))
