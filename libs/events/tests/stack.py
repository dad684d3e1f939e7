"""Run the loops of a context inside a test, and wait for places instead of times."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from time import monotonic

from libs.events.tests.sample import TRUST, folder, handler

from tests.brokers.interface import Broker
from tests.sealing import SIGNATURES
from zhouqi.events import JOURNAL, STORE, Context, Heartbeat, Kafka, Log
from zhouqi.events.bus.consume import Consumer
from zhouqi.events.bus.receive import Receiver
from zhouqi.events.bus.relay import Relay
from zhouqi.events.commands.react import Reactor
from zhouqi.events.log.connection import Row, connect
from zhouqi.events.log.notify import Notifier

PATIENCE = 40.0


def kafka(broker: Broker, partitions: int = 1) -> Kafka:
    """Settings for a test's broker, quick to notice that a member is gone.

    The embedded broker lets the first member of a group wait for half its session.
    """
    return Kafka(
        broker.bootstrap,
        idempotence=broker.idempotence,
        partitions=partitions,
        fetch_wait_ms=100,
        request_timeout_ms=5_000,
        session_timeout_ms=2_000,
    )


@asynccontextmanager
async def running(context: Context, dsn: str, settings: Kafka) -> AsyncIterator[asyncio.TaskGroup]:
    """Relay, consumer and reactions of ``context``, until the block ends; a loop's failure ends it."""
    hints = Notifier(dsn)
    loops = [hints.run()]
    if context.publishes:
        loops.append(relay(context, dsn, settings, hints).run())
    if context.subscribes:
        loops.append(consumer(context, dsn, settings).run())
    for reaction in context.reactions:
        beat = Heartbeat(reaction.name)
        loops.append(
            Reactor(reaction, dsn, handler(context), hints.waiter(JOURNAL), beat, context.decoder).run()
        )
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(loop) for loop in loops]
        yield group
        for task in tasks:
            task.cancel()


def relay(context: Context, dsn: str, settings: Kafka, hints: Notifier | None = None) -> Relay:
    """The context's relay; without hints it polls."""
    waiter = (hints or Notifier(dsn)).waiter(STORE)
    return Relay(context.name, dsn, settings, context.topics, waiter, Heartbeat("relay"), SIGNATURES)


def consumer(context: Context, dsn: str, settings: Kafka, heartbeat: Heartbeat | None = None) -> Consumer:
    """The context's consumer."""
    receiver, beats = Receiver(folder(context), TRUST), heartbeat or Heartbeat("consumer")
    return Consumer(context.name, dsn, settings, context.subscriptions, receiver, beats)


async def until(holds: Callable[[], Awaitable[bool]], what: str, patience: float = PATIENCE) -> None:
    """Return as soon as ``holds``. Raises AssertionError naming ``what``."""
    end = monotonic() + patience
    while not await holds():
        if monotonic() > end:
            raise AssertionError(f"not within {patience:g} s: {what}")
        await asyncio.sleep(0.05)


async def rows(dsn: str, query: str, *values: object) -> list[Row]:
    """The rows of a query, on a connection of its own."""
    conn = await connect(dsn, autocommit=True)
    try:
        return await (await conn.execute(query, values)).fetchall()
    finally:
        await conn.close()


async def head(dsn: str, log: Log) -> int:
    """The log's last position."""
    conn = await connect(dsn, autocommit=True)
    try:
        return await log.head(conn)
    finally:
        await conn.close()


async def journaled(dsn: str, count: int) -> None:
    """Wait until the journal holds ``count`` events."""

    async def holds() -> bool:
        return await head(dsn, JOURNAL) >= count

    await until(holds, f"{count} events in the journal")


def account_rows(numbers: Iterable[tuple[str, list[int]]]) -> list[Row]:
    """What ``account`` must hold for the numbers of each stream, by code of its own."""
    expected: list[Row] = []
    for stream, added in sorted(numbers):
        total = 0
        for number in added:
            total = total * 7 % 1_000_003 + number
        expected.append((stream, total, len(added), False))
    return expected
