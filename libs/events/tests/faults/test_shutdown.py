"""Loops that are cancelled under load, wherever they are: they end in time, and nothing is lost or twice."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic

import pytest
from libs.events.tests.faults import removals
from libs.events.tests.faults.points import POINTS, at
from libs.events.tests.faults.tally import tally
from libs.events.tests.faults.world import (
    all_counted,
    assert_whole,
    counted,
    cursor_at_head,
    end_arrived,
    loading,
    settings,
    write,
    write_end,
)
from libs.events.tests.sample import writer
from libs.events.tests.stack import journaled, running

from tests.brokers.interface import Broker
from tests.postgres import Database
from zhouqi.events import Kafka

pytestmark = pytest.mark.fault
MOST_SECONDS = 10.0


@asynccontextmanager
async def _shut_down(source: Database, counter: Database, kafka: Kafka) -> AsyncIterator[None]:
    """All loops while the block lasts; then they are cancelled, and must have ended in time."""
    begun = monotonic()
    async with running(writer, source.dsn, kafka), running(tally, counter.dsn, kafka):
        yield
        begun = monotonic()
    assert monotonic() - begun < MOST_SECONDS


async def _cancelled_at(point: str, source: Database, counter: Database, kafka: Kafka) -> None:
    """Run all loops and cancel them when one of them has come to ``point``."""
    reached = asyncio.Event()

    async def stand_still() -> None:
        reached.set()
        await asyncio.Event().wait()

    with pytest.MonkeyPatch.context() as patch:
        at(point, patch.setattr, stand_still)
        async with _shut_down(source, counter, kafka), asyncio.timeout(30):
            await reached.wait()


async def test_shut_down_at_every_point_under_load_nothing_is_lost_or_twice(
    source: Database, counter: Database, broker: Broker
) -> None:
    kafka = settings(broker)
    async with loading(source.dsn) as numbers:
        for point in POINTS:
            await _cancelled_at(point, source, counter, kafka)

    async with _shut_down(source, counter, kafka):
        await journaled(counter.dsn, len(numbers))
        await all_counted(counter.dsn, numbers)
        await cursor_at_head(source.dsn)

    await assert_whole(source, numbers, "event")
    await assert_whole(counter, numbers)


async def test_shut_down_while_the_broker_does_not_answer(
    source: Database, counter: Database, broker: Broker
) -> None:
    kafka = settings(broker)
    numbers = range(1, 101)
    async with _shut_down(source, counter, kafka):
        await write(source.dsn, numbers[:50])
        await journaled(counter.dsn, 50)
        broker.pause()
        await write(source.dsn, numbers[50:])
    broker.resume()

    async with _shut_down(source, counter, kafka):
        await journaled(counter.dsn, 100)
        await all_counted(counter.dsn, numbers)

    await assert_whole(counter, numbers)


@pytest.mark.parametrize(
    ("point", "without"),
    [
        ("publishing", "cursor_after_publishing"),
        ("journaling", "offsets_with_the_events"),
    ],
)
async def test_shut_down_without_its_protection_loses_events_or_effects(
    source: Database,
    counter: Database,
    kafka_broker: Broker,
    monkeypatch: pytest.MonkeyPatch,
    point: str,
    without: str,
) -> None:
    kafka = settings(kafka_broker)
    numbers = range(1, 101)
    await write(source.dsn, numbers)
    removals.REMOVALS[without](monkeypatch.setattr)

    await _cancelled_at(point, source, counter, kafka)
    async with _shut_down(source, counter, kafka):
        await write_end(source.dsn)
        await end_arrived(counter.dsn)
        await cursor_at_head(counter.dsn, "reaction:count")

    assert set(numbers) - set(await counted(counter.dsn))
