"""What a consumer has not read yet: how much, and since when, as the topics and its own offsets say."""

from __future__ import annotations

import asyncio
import time

import pytest
from libs.events.tests.sample import Accounts, add, handler, reader, writer
from libs.events.tests.stack import journaled, kafka, rows, running, until

from tests.brokers.interface import Broker
from tests.postgres import Database, MakeDatabase
from zhouqi.events import Kafka
from zhouqi.events.bus.consumer_lag import ConsumerLag, lag_probe
from zhouqi.events.fold.rebuild import ensure
from zhouqi.events.log.connection import connect

PARTITIONS = 3


@pytest.fixture
async def source(make_database: MakeDatabase) -> Database:
    made = make_database()
    await ensure(made.owner_dsn, writer)
    return made


@pytest.fixture
async def sink(make_database: MakeDatabase) -> Database:
    made = make_database()
    await ensure(made.owner_dsn, reader)
    return made


async def write(dsn: str, first: int, last: int) -> None:
    conn = await connect(dsn)
    commands = [add(f"account/{number}", number) for number in range(first, last + 1)]
    await handler(writer).handle(conn, Accounts(), commands)
    await conn.close()


async def published(dsn: str, count: int) -> None:
    async def holds() -> bool:
        (row,) = await rows(dsn, "select coalesce(max(position), 0) from log.cursor where name = 'relay'")
        return row[0] == count

    await until(holds, f"{count} events published")


async def looked(dsn: str, settings: Kafka, times: int = 1) -> list[ConsumerLag]:
    conn = await connect(dsn, autocommit=True)
    try:
        async with lag_probe(settings, reader.subscriptions) as found:
            return [await found.measure(conn) for _ in range(times)]
    finally:
        await conn.close()


async def test_what_waits_is_counted_and_its_age_is_that_of_the_oldest(
    source: Database, sink: Database, broker: Broker
) -> None:
    settings = kafka(broker, 1 if broker.name == "embedded" else PARTITIONS)
    assert await looked(sink.dsn, settings) == [ConsumerLag()], "there is no topic yet"
    before = time.time()
    async with running(writer, source.dsn, settings):
        await write(source.dsn, 1, 40)
        await published(source.dsn, 40)
        between = time.time()
        await write(source.dsn, 41, 50)
        await published(source.dsn, 50)
        first, second = await looked(sink.dsn, settings, times=2)
        now = time.time()
        assert (first.events, second.events) == (50, 50)
        assert now - between - 0.1 <= second.oldest_seconds <= now - before + 0.1
        assert first.oldest_seconds < second.oldest_seconds

        async with running(reader, sink.dsn, settings):
            await journaled(sink.dsn, 50)
        assert await looked(sink.dsn, settings) == [ConsumerLag()]
        await write(source.dsn, 51, 53)
        await published(source.dsn, 53)
        (found,) = await looked(sink.dsn, settings)
        assert (found.events, found.oldest_seconds < now) == (3, True)


async def test_of_a_topic_that_was_lost_and_filled_again_all_waits(
    source: Database, sink: Database, kafka_broker: Broker
) -> None:
    settings = kafka(kafka_broker)
    async with running(writer, source.dsn, settings):
        await write(source.dsn, 1, 5)
        async with running(reader, sink.dsn, settings):
            await journaled(sink.dsn, 5)
        await rows(sink.dsn, "update log.consumed set next_offset = 100 returning 1")
        (found,) = await looked(sink.dsn, settings)
    assert found.events == 5, "the end lies before the place that was reached"


async def test_looking_moves_nobodys_offsets(source: Database, sink: Database, kafka_broker: Broker) -> None:
    settings = kafka(kafka_broker)
    async with running(writer, source.dsn, settings):
        await write(source.dsn, 1, 5)
        await published(source.dsn, 5)
        await looked(sink.dsn, settings, times=2)
        async with running(reader, sink.dsn, settings):
            await journaled(sink.dsn, 5)
            await asyncio.gather(*(looked(sink.dsn, settings) for _ in range(2)))
            await write(source.dsn, 6, 7)
            await journaled(sink.dsn, 7)
