"""The brokers that every other test relies on."""

import asyncio

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from tests.brokers.interface import Broker

TOPIC = "Said"


async def _make(broker: Broker) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=broker.bootstrap)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(TOPIC, 1, 1)])
    finally:
        await admin.close()


async def _say(broker: Broker, *words: bytes) -> None:
    producer = AIOKafkaProducer(
        bootstrap_servers=broker.bootstrap, enable_idempotence=broker.idempotence, max_request_size=3_000_000
    )
    await producer.start()
    try:
        for word in words:
            await producer.send_and_wait(TOPIC, word)
    finally:
        await producer.stop()


async def _heard(broker: Broker, count: int) -> list[bytes | None]:
    consumer = AIOKafkaConsumer(
        bootstrap_servers=broker.bootstrap, auto_offset_reset="earliest", enable_auto_commit=False
    )
    await consumer.start()
    try:
        consumer.assign([TopicPartition(TOPIC, 0)])
        return [(await consumer.getone()).value for _ in range(count)]
    finally:
        await consumer.stop()


async def _topics(broker: Broker) -> set[str]:
    admin = AIOKafkaAdminClient(bootstrap_servers=broker.bootstrap)
    await admin.start()
    try:
        return {name for name in await admin.list_topics() if not name.startswith("__")}
    finally:
        await admin.close()


async def test_what_was_said_is_heard_in_order(broker: Broker) -> None:
    await _make(broker)
    await _say(broker, b"one", b"two", b"x" * 2_000_000)

    assert await _heard(broker, 3) == [b"one", b"two", b"x" * 2_000_000]


async def test_every_test_begins_with_no_topic(broker: Broker) -> None:
    assert await _topics(broker) == set()


async def test_a_wiped_broker_comes_back_empty_at_its_address(broker: Broker) -> None:
    await _make(broker)
    address = broker.bootstrap

    await asyncio.to_thread(broker.wipe)

    assert broker.bootstrap == address
    assert await _topics(broker) == set()


async def test_a_killed_kafka_comes_back_with_its_data(kafka_broker: Broker) -> None:
    await _make(kafka_broker)
    await _say(kafka_broker, b"kept")

    await asyncio.to_thread(kafka_broker.restart, kill=True)

    assert await _heard(kafka_broker, 1) == [b"kept"]


async def test_a_paused_broker_answers_when_it_goes_on(broker: Broker) -> None:
    await _make(broker)
    broker.pause()
    saying = asyncio.create_task(_say(broker, b"late"))
    said, _ = await asyncio.wait({saying}, timeout=0.3)
    broker.resume()
    await saying

    assert not said
    assert await _heard(broker, 1) == [b"late"]
