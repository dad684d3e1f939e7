"""New projects and records about them, written into ingest's store as its collections write them.

A county's collections bring a few hundred events a day; here as many come a second. What they bring is the
county's mix: projects, enterprises and townships that are new, and the records about them, so that streams
stay as short as they are in a county, and lifecycle, warning and policy answer each.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

import psycopg

from tests.benchmarks import mix
from tests.distributed.cluster import Cluster
from zhouqi.events import STORE, Event
from zhouqi.events.contracts import OWNERS
from zhouqi.events.fold.grouping import events_by_stream
from zhouqi.events.fold.projector import Projector
from zhouqi.events.log.connection import Conn, connect
from zhouqi.events.log.notify import announce
from zhouqi.ingest.context import context

_FIRST_COUNTY: Final = 1_000
_OWN: Final = ("collection/", "connection/")
"""Streams that ingest writes of its own accord."""
_A_SECOND: Final = 5
_AGAIN_SECONDS: Final = 0.5


@dataclass
class Inflow:
    """``rate`` events a second, in five transactions; what was late is made up for."""

    cluster: Cluster
    rate: int
    written: list[UUID] = field(default_factory=list)
    """The ids of what stands in the store."""

    def run(self, ended: Callable[[], bool]) -> None:
        """Write until ``ended()``; a transaction whose end is not known is looked up and tried again."""
        asyncio.run(self._run(ended))

    async def _run(self, ended: Callable[[], bool]) -> None:
        batches, due, conn = _batches(self.rate // _A_SECOND), time.monotonic(), None
        while not ended():
            some = next(batches)
            while True:
                try:
                    if conn is None:
                        conn = await connect(self.cluster.dsn("ingest"))
                    await _write(conn, some)
                except psycopg.OperationalError:
                    if conn is not None:
                        await conn.close()
                    conn = None
                    await asyncio.sleep(_AGAIN_SECONDS)
                else:
                    break
            self.written += [one.id for one in some]
            due += len(some) / self.rate
            await asyncio.sleep(max(0.0, due - time.monotonic()))
        if conn is not None:
            await conn.close()


async def _write(conn: Conn, events: Sequence[Event]) -> None:
    """Append and fold, unless an earlier try did."""
    async with conn.transaction():
        await STORE.lock(conn)
        found = await conn.execute("select from log.event where id = %s", (events[0].id,))
        if await found.fetchone() is None:
            placed = await STORE.write(conn, events)
            await Projector(context.read_model, context.decoder).fold(conn, STORE, placed)
    await announce(conn, STORE)


def _batches(size: int) -> Iterator[list[Event]]:
    """At least ``size`` events, whole streams: ingest goes on with a stream once it links a record."""
    batch: list[Event] = []
    for stream in _streams():
        batch += stream
        if len(batch) >= size:
            yield batch
            batch = []


def _streams() -> Iterator[list[Event]]:
    """What ingest would write of one new county after another, each stream in its order."""
    for events in mix.counties(_FIRST_COUNTY):
        mine = [one for one in events if OWNERS[one.type] == "ingest" and not one.stream.startswith(_OWN)]
        for stream in events_by_stream(mine).values():
            yield sorted(stream, key=lambda event: event.sequence)
