"""Put messages into a topic that no relay would publish."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.record.default_records import _DefaultRecordBatchBuilderPy
from libs.events.tests.stack import kafka

from tests import sealing
from tests.brokers.interface import Broker
from zhouqi.events import Event
from zhouqi.events.bus.message import Message
from zhouqi.events.bus.topics import topics

LARGEST = 4 * 1024 * 1024


@dataclass(frozen=True)
class Sent:
    """What is put into the topic as it is."""

    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes | None], ...] = ()


class NotText(str):
    """A header's name whose bytes are not UTF-8."""

    __slots__ = ()

    def encode(self, encoding: str = "utf-8", errors: str = "strict") -> bytes:
        return b"\xff\xfe" + super().encode(encoding, errors)


def message(event: Event) -> Sent:
    """An event as a relay publishes it."""
    sent = sealing.outgoing(event, "writer")
    return Sent(sent.key, sent.value, tuple(sent.headers))


def own(key: bytes, value: bytes | None, *headers: tuple[str, bytes | None]) -> Sent:
    """What the topic's own service published, whatever it is."""
    return Sent(key, value, (*sealing.sealed("Added", key, value, "writer"), *headers))


async def make(broker: Broker, *names: str) -> None:
    """Make the topics, for messages of up to 4 MiB."""
    async with topics(kafka(broker)) as admin:
        await admin.create(names)
    if broker.name == "kafka":
        client = AIOKafkaAdminClient(bootstrap_servers=broker.bootstrap)
        await client.start()
        try:
            limit = {"max.message.bytes": str(LARGEST)}
            await client.alter_configs(
                [ConfigResource(ConfigResourceType.TOPIC, name, configs=limit) for name in names]
            )
        finally:
            await client.close()


async def publish(broker: Broker, topic: str, messages: Sequence[Sent], at_once: int = 1000) -> None:
    """Publish in order, ``at_once`` messages a record batch."""
    producer = AIOKafkaProducer(
        bootstrap_servers=broker.bootstrap, max_request_size=LARGEST, max_batch_size=LARGEST
    )
    await producer.start()
    try:
        for start in range(0, len(messages), at_once):
            batch = producer.create_batch()
            # The client's own builder in C refuses names that are no text; this one asks the name.
            batch._builder = _DefaultRecordBatchBuilderPy(2, 0, 0, -1, -1, 0, LARGEST)
            for one in messages[start : start + at_once]:
                added = batch.append(timestamp=None, key=one.key, value=one.value, headers=list(one.headers))
                assert added is not None
            batch.close()
            await (await producer.send_batch(batch, topic, partition=0))
    finally:
        await producer.stop()


def delivered(topic: str, offset: int, sent: Sent) -> Message:
    """How the consumer hands it on; what is no text in a header's name is written out."""
    headers = tuple((name.encode().decode(errors="backslashreplace"), value) for name, value in sent.headers)
    return Message(topic, 0, offset, sent.key, sent.value, headers)
