"""The worker processes of a rebuild, and what each has to do.

They are started while the rebuild prepares: it takes one as long to know its context as to fold some
fifty thousand events.
"""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from errno import ENOSPC

import msgspec


class RebuildFailed(Exception):
    """A worker failed; the live read models are as they were."""


class Part(msgspec.Struct, frozen=True):
    """The streams of one log from ``low`` up to, not including, ``high``."""

    log: str
    low: str
    high: str | None
    up_to: int


class Share(msgspec.Struct, frozen=True):
    """What a worker has to fold."""

    dsn: str
    generation: str
    parts: tuple[Part, ...]


@asynccontextmanager
async def waiting(origin: str, count: int) -> AsyncIterator[list[Process]]:
    """``count`` workers for the context of ``origin`` that wait for their shares.

    Each ends when its standard input does: at the end of the block, or with this process.
    """
    processes: list[Process] = []
    try:
        for _ in range(count):
            command = (sys.executable, "-m", "zhouqi.events.fold.rebuild_worker", origin)
            processes.append(await asyncio.create_subprocess_exec(*command, stdin=PIPE))
        yield processes
    finally:
        for process in processes:
            if process.stdin is not None:
                process.stdin.close()
        await asyncio.gather(*(process.wait() for process in processes))


async def work(processes: Sequence[Process], shares: Sequence[Share]) -> None:
    """Let each of ``processes`` do one of ``shares``, which are no more. Raises RebuildFailed."""
    working = processes[: len(shares)]
    for process, share in zip(working, shares, strict=True):
        if process.stdin is None:
            raise RebuildFailed("a worker has no standard input")
        process.stdin.write(msgspec.json.encode(share) + b"\n")
        try:
            await process.stdin.drain()
        except ConnectionError as error:
            raise RebuildFailed("a worker ended before it had its share") from error
    codes = await asyncio.gather(*(process.wait() for process in working))
    if ENOSPC in codes:
        raise RebuildFailed("the database's disk is full; make room, and rebuild again")
    if any(codes):
        raise RebuildFailed(f"workers ended with {codes}")
