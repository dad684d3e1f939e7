"""Databases set back to an older backup, or replaced: nothing is published twice over, nothing is missed."""

import asyncio
from collections.abc import Iterator

import psycopg
import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from libs.events.tests.faults import removals
from libs.events.tests.faults.backups import Backups, backups
from libs.events.tests.faults.tally import mirror
from libs.events.tests.faults.topic import said
from libs.events.tests.faults.world import (
    account,
    assert_whole,
    cursor_at_head,
    end_arrived,
    execute,
    expected,
    settings,
    write,
    write_end,
)
from libs.events.tests.sample import writer
from libs.events.tests.stack import head, journaled, relay, rows, running, until

from tests.brokers.interface import Broker
from tests.postgres import Database, MakeDatabase, Server
from zhouqi.events import JOURNAL, Kafka
from zhouqi.events.bus.consumer_offsets import ConsumerOffsets, _Reached
from zhouqi.events.bus.topic_check import StoreReplaced
from zhouqi.events.fold.rebuild import ensure

pytestmark = pytest.mark.fault
BEFORE = range(1, 101)
AFTER = range(101, 151)
INSTEAD = [210, 217]  # of account/0, which has 14 numbers in BEFORE and 7 in AFTER


@pytest.fixture
def archive(postgres_server: Server) -> Iterator[Backups]:
    with backups(postgres_server) as taken:
        yield taken


async def _publish(source: Database, kafka: Kafka, numbers: range) -> None:
    async with running(writer, source.dsn, kafka):
        await write(source.dsn, numbers)
        await cursor_at_head(source.dsn)


async def _set_back(source: Database, kafka: Kafka, archive: Backups) -> None:
    """The store is as it was before it wrote and published fifty events more."""
    await _publish(source, kafka, BEFORE)
    archive.take(source)
    await _publish(source, kafka, AFTER)
    archive.restore(source)


async def test_a_store_restored_from_an_older_backup_publishes_nothing(
    source: Database, broker: Broker, archive: Backups
) -> None:
    await _set_back(source, settings(broker), archive)
    await write(source.dsn, INSTEAD)

    with pytest.raises(StoreReplaced, match="restored from an older backup: restore one that reaches"):
        await asyncio.wait_for(relay(writer, source.dsn, settings(broker)).run(), 20)

    assert len(await said(broker.bootstrap, "Added")) == 150


async def test_another_store_publishes_nothing(
    source: Database, make_database: MakeDatabase, broker: Broker
) -> None:
    await _publish(source, settings(broker), BEFORE)
    other = make_database()
    await ensure(other.owner_dsn, writer)
    await execute(other.owner_dsn, "update log.meta set value = gen_random_uuid() where key = 'store'")
    await write(other.dsn, INSTEAD)

    with pytest.raises(StoreReplaced, match="replaced: restore the one that published them, or delete"):
        await asyncio.wait_for(relay(writer, other.dsn, settings(broker)).run(), 20)

    assert len(await said(broker.bootstrap, "Added")) == 100


async def _fork(
    source: Database, sink: Database, broker: Broker, archive: Backups, patch: pytest.MonkeyPatch
) -> None:
    """The consumer knows what was lost with the restored store; that store writes other events instead."""
    kafka = settings(broker)
    removals.knowing_the_own_store(patch.setattr)
    await _set_back(source, kafka, archive)
    async with running(mirror, sink.dsn, kafka):
        await journaled(sink.dsn, 150)
        async with running(writer, source.dsn, kafka):
            await write(source.dsn, INSTEAD)
            await write_end(source.dsn)
            await end_arrived(sink.dsn)


async def test_a_forked_stream_is_stuck_and_the_rest_flows(
    source: Database, sink: Database, broker: Broker, archive: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _fork(source, sink, broker, archive, monkeypatch)

    assert await account(sink.dsn) == expected([*BEFORE, *AFTER])
    assert await head(sink.dsn, JOURNAL) == 151
    assert await rows(sink.dsn, "select stream, cause from log.stuck") == [("account/0", "fork")]
    assert await rows(sink.dsn, "select stream, cause from log.parked") == [("account/0", "fork")] * 2


async def test_a_journal_without_memory_mixes_both_branches_of_a_fork(
    source: Database,
    sink: Database,
    embedded_broker: Broker,
    archive: Backups,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await removals.forget_places(sink)
    removals.memory_of_the_journal(monkeypatch.setattr)

    await _fork(source, sink, embedded_broker, archive, monkeypatch)

    assert await account(sink.dsn) != expected([*BEFORE, *AFTER])


async def _reported(broker: Broker, offset: int) -> None:
    """Wait until the broker remembers that the consumer has come to ``offset``."""
    place = TopicPartition("Added", 0)
    member = AIOKafkaConsumer(
        bootstrap_servers=broker.bootstrap, group_id="zhouqi-mirror", enable_auto_commit=False
    )
    await member.start()
    member.assign([place])

    async def holds() -> bool:
        return bool(await member.committed(place) == offset)

    try:
        await until(holds, f"the broker remembers offset {offset}")
    finally:
        await member.stop()


async def _consumer_set_back(source: Database, sink: Database, broker: Broker, archive: Backups) -> None:
    """A consumer is as it was fifty events ago; the broker remembers that it was further."""
    kafka = settings(broker)
    await _publish(source, kafka, BEFORE)
    async with running(mirror, sink.dsn, kafka):
        await journaled(sink.dsn, 100)
    archive.take(sink)
    await _publish(source, kafka, AFTER)
    async with running(mirror, sink.dsn, kafka):
        await journaled(sink.dsn, 150)
        await _reported(broker, 150)
    archive.restore(sink)


async def test_a_consumer_set_back_catches_up_although_its_database_does_not_answer_at_first(
    source: Database, sink: Database, broker: Broker, archive: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _consumer_set_back(source, sink, broker, archive)
    load, failed = ConsumerOffsets._load, False

    async def fails_once(self: ConsumerOffsets) -> dict[TopicPartition, _Reached]:
        nonlocal failed
        if not failed:  # when it is assigned its partitions
            failed = True
            raise psycopg.OperationalError
        return await load(self)

    monkeypatch.setattr(ConsumerOffsets, "_load", fails_once)

    async with running(mirror, sink.dsn, settings(broker)):
        await journaled(sink.dsn, 150)

    await assert_whole(sink, [*BEFORE, *AFTER])


async def test_a_consumer_that_trusts_the_brokers_offsets_misses_events(
    source: Database,
    sink: Database,
    kafka_broker: Broker,
    archive: Backups,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await _consumer_set_back(source, sink, kafka_broker, archive)
    removals.offsets_in_the_own_database(monkeypatch.setattr)

    kafka = settings(kafka_broker)
    async with running(writer, source.dsn, kafka), running(mirror, sink.dsn, kafka):
        await write_end(source.dsn)
        await end_arrived(sink.dsn)

    assert await head(sink.dsn, JOURNAL) < 151
