"""The same programs on Apache Kafka, with topics of six partitions: a group goes on where it stopped."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid5

import pytest
from aiokafka import AIOKafkaConsumer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.structs import TopicPartition

from tests.arriving import SPACE, Streams
from tests.brokers.interface import Broker
from tests.brokers.waiting import until
from tests.integration.examples import EXAMPLES, Example, started
from tests.postgres import Database
from tests.sealing import SIGNATURES
from zhouqi.events import STORE, Event, Heartbeat, Kafka
from zhouqi.events.bus.relay import Relay
from zhouqi.events.contracts.lifecycle import Milestone, MilestoneReached
from zhouqi.events.log.connection import connect
from zhouqi.events.log.notify import Notifier

TOPIC = "MilestoneReached"
PARTITIONS = 6
PATIENCE = 30.0


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_an_example_goes_on_where_its_group_stopped(
    example: Example, kafka_broker: Broker, database: Database, tmp_path: Path
) -> None:
    example.require()
    bus, group = kafka_broker.bootstrap, f"{example}-on-kafka"
    streams = Streams(datetime(2026, 10, 30, tzinfo=UTC))
    # given: milestones of thirty projects, in every partition
    there = reached(streams, range(30), (Milestone.SIGNED, Milestone.LAND))
    asyncio.run(publish(kafka_broker, database.dsn, there))
    assert min(asyncio.run(ends(bus)).values()) > 0
    # when
    with started(example, tmp_path, bus, group=group, seen=tmp_path / "first", broker="kafka") as running:
        running.wait_for(len(there))
        until(lambda: asyncio.run(place(bus, group)) == asyncio.run(ends(bus)), PATIENCE, "the group's place")
    # then
    assert Counter(running.lines()) == Counter(map(line, there))

    # and while it was down others were reached: these come, although it has forgotten what it had seen
    new = reached(streams, range(25, 35), (Milestone.STARTED,))
    asyncio.run(publish(kafka_broker, database.dsn, new))
    with started(example, tmp_path, bus, group=group, seen=tmp_path / "second", broker="kafka") as running:
        running.wait_for(len(new))
    assert Counter(running.lines()) == Counter(map(line, new))


def reached(streams: Streams, numbers: Sequence[int], milestones: Sequence[Milestone]) -> list[Event]:
    """The events that projects of these numbers have reached each of ``milestones``."""
    events = []
    for milestone in milestones:
        for number in numbers:
            project = uuid5(SPACE, f"project {number}")
            on = date(2026, 1, 1) + timedelta(days=number)
            fact = MilestoneReached(project_id=project, milestone=milestone, on=on, basis="report")
            events.append(streams.next(f"project/{project}", fact))
    return events


def line(event: Event) -> str:
    """What an example prints of it."""
    fact = MilestoneReached.model_validate_json(event.data)
    assert isinstance(fact.project_id, UUID)
    return f"{fact.project_id} {fact.milestone} {fact.on}"


async def publish(broker: Broker, dsn: str, events: Sequence[Event]) -> None:
    """Write ``events`` into a store, and let lifecycle's relay publish until nothing is left."""
    conn = await connect(dsn)
    async with conn, conn.transaction():
        await STORE.lock(conn)
        await STORE.write(conn, list(events))
    kafka = Kafka(broker.bootstrap, idempotence=broker.idempotence, partitions=PARTITIONS)
    relay = Relay(
        "lifecycle", dsn, kafka, (TOPIC,), Notifier(dsn).waiter(STORE), Heartbeat("relay"), SIGNATURES
    )
    running = asyncio.create_task(relay.run())
    try:
        async with asyncio.timeout(PATIENCE):
            while not await _all_published(dsn):
                assert not running.done(), running
                await asyncio.sleep(0.05)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def _all_published(dsn: str) -> bool:
    conn = await connect(dsn, autocommit=True)
    async with conn:
        found = await conn.execute("select position from log.cursor where name = 'relay'")
        row = await found.fetchone()
        return row is not None and row[0] == await STORE.head(conn)


async def ends(bus: str) -> dict[int, int]:
    """Partition -> the offset behind its last message."""
    consumer = AIOKafkaConsumer(bootstrap_servers=bus)
    await consumer.start()
    try:
        found = await consumer.end_offsets([TopicPartition(TOPIC, number) for number in range(PARTITIONS)])
    finally:
        await consumer.stop()
    return {one.partition: offset for one, offset in found.items()}


async def place(bus: str, group: str) -> dict[int, int]:
    """Partition -> the offset at which the group will go on."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bus)
    await admin.start()
    try:
        found = await admin.list_consumer_group_offsets(group)
    finally:
        await admin.close()
    return {one.partition: about.offset for one, about in found.items() if one.topic == TOPIC}
