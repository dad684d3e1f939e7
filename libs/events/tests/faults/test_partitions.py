"""A topic with another partition count than the deployment's: refused when it holds events of ours, else made anew."""

import asyncio
from dataclasses import replace

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from libs.events.tests.faults import removals
from libs.events.tests.faults.topic import delete, said
from libs.events.tests.faults.world import cursor_at_head, settings, write
from libs.events.tests.sample import Mirrored, writer
from libs.events.tests.stack import relay, running, until

from tests.brokers.interface import Broker
from tests.postgres import Database
from zhouqi.events.bus.topics import WrongPartitions, topics

pytestmark = pytest.mark.fault
BY_ACCIDENT = 4
two_topics = replace(writer, publishes=(*writer.publishes, Mirrored))


async def _made_by_accident(broker: Broker, topic: str) -> None:
    """Four partitions: the embedded broker makes any topic that is asked for by name, Kafka is told to."""
    admin = AIOKafkaAdminClient(bootstrap_servers=broker.bootstrap)
    await admin.start()
    try:
        if broker.name == "embedded":
            await admin.describe_topics([topic])
        else:
            await admin.create_topics([NewTopic(topic, BY_ACCIDENT, 1)])
    finally:
        await admin.close()
    await _has(broker, {topic: BY_ACCIDENT})


async def _counts(broker: Broker) -> dict[str, int]:
    async with topics(settings(broker)) as admin:
        existing = await admin.existing()
    return {name: count for name, count in existing.items() if not name.startswith("__")}


async def _has(broker: Broker, counts: dict[str, int]) -> None:
    async def holds() -> bool:
        return counts.items() <= (await _counts(broker)).items()

    await until(holds, f"the broker has {counts}")


async def _say(broker: Broker, topic: str) -> None:
    """Somebody else publishes to our topic."""
    producer = AIOKafkaProducer(bootstrap_servers=broker.bootstrap)
    await producer.start()
    await producer.send_and_wait(topic, b"hello")
    await producer.stop()


async def test_an_empty_topic_is_made_anew(source: Database, broker: Broker) -> None:
    await _made_by_accident(broker, "Added")

    async with running(writer, source.dsn, settings(broker)):
        await write(source.dsn, range(1, 51))
        await cursor_at_head(source.dsn)

    assert await _counts(broker) == {"Added": 1}
    assert len(await said(broker.bootstrap, "Added")) == 50


async def test_a_topic_that_only_somebody_else_published_to_is_made_anew(
    source: Database, broker: Broker
) -> None:
    await _made_by_accident(broker, "Added")
    await _say(broker, "Added")

    async with running(writer, source.dsn, settings(broker)):
        await write(source.dsn, range(1, 51))
        await cursor_at_head(source.dsn)

    assert await _counts(broker) == {"Added": 1}
    assert len(await said(broker.bootstrap, "Added")) == 50


async def test_another_partition_count_than_the_events_were_published_under_is_refused(
    source: Database, broker: Broker
) -> None:
    async with running(writer, source.dsn, settings(broker)):
        await write(source.dsn, range(1, 51))
        await cursor_at_head(source.dsn)

    with pytest.raises(WrongPartitions, match="Set the partition count back, or delete the topic"):
        await asyncio.wait_for(relay(writer, source.dsn, settings(broker, partitions=3)).run(), 20)

    assert len(await said(broker.bootstrap, "Added")) == 50


async def test_a_topic_made_by_accident_while_the_relay_runs_is_made_anew(
    source: Database, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhouqi.events.bus.relay._LOOK_SECONDS", 3600)
    async with running(two_topics, source.dsn, settings(broker)):
        await _has(broker, {"Added": 1, "Mirrored": 1})
        await delete(broker.bootstrap, "Mirrored")
        await _made_by_accident(broker, "Mirrored")

        monkeypatch.setattr("zhouqi.events.bus.relay._LOOK_SECONDS", 0.5)

        await _has(broker, {"Added": 1, "Mirrored": 1})


async def test_a_relay_that_takes_topics_as_it_finds_them_leaves_four_partitions(
    source: Database, embedded_broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    removals.looking_at_the_partition_count(monkeypatch.setattr)
    await _made_by_accident(embedded_broker, "Added")

    async with running(writer, source.dsn, settings(embedded_broker)):
        await write(source.dsn, range(1, 51))
        await cursor_at_head(source.dsn)

    assert await _counts(embedded_broker) == {"Added": BY_ACCIDENT}
