"""The job that collects one kind, or the registers: an attempt from its beginning to its end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from procrastinate import App

from zhouqi.ingest.collection.attempts import begin_attempt, end_attempt, fail_attempt
from zhouqi.ingest.collection.collector import Collector
from zhouqi.ingest.collection.runs import RunUnfinished
from zhouqi.ingest.dropped_files.misplaced import note_misplaced
from zhouqi.ingest.jobs.queue import SETTLE, enqueue
from zhouqi.ingest.kinds import BY_NAME, DropFolder
from zhouqi.ingest.registers.collector import REGISTER, RegisterCollector
from zhouqi.ingest.schedule.status import collection_status
from zhouqi.ingest.sources import SourceSystems
from zhouqi.service.runtime import Runtime


def collecting(runtime: Runtime, sources: SourceSystems, app: App) -> Callable[[str], Awaitable[None]]:
    """What a job of collection does with the name of a kind, or of the registers.

    What was accepted puts a pass over links and connections into the queue.
    """

    async def read(name: str) -> None:
        if name == REGISTER:
            await RegisterCollector(runtime, sources).collect()
        elif (kind := BY_NAME.get(name)) is not None:
            at = await collection_status(runtime)
            if isinstance(kind.wire, DropFolder):
                await note_misplaced(runtime)
            tally = await Collector(runtime, sources).collect(kind, at.lacks(name))
            if tally.accepted:
                await enqueue(app, SETTLE)

    async def collect(name: str) -> None:
        async with runtime.pool.connection() as conn:
            await begin_attempt(conn, name)
        try:
            await read(name)
        except RunUnfinished:
            raise  # it goes on where it stopped: that is slow, and no failure
        except Exception:
            async with runtime.pool.connection() as conn:
                await fail_attempt(conn, name, runtime.clock.now())
            raise
        async with runtime.pool.connection() as conn:
            await end_attempt(conn, name)

    return collect
