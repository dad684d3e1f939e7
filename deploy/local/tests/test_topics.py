"""A county that has published nothing yet finds every topic made."""

import asyncio

from tests.brokers.interface import Broker
from zhouqi.events.bus.kafka import Kafka
from zhouqi.events.bus.topics import topics
from zhouqi.events.contracts import OWNERS
from zhouqi.local import tansu


async def _existing(broker: Broker) -> dict[str, int]:
    async with topics(Kafka(broker.bootstrap)) as admin:
        return await admin.existing()


def test_every_topic_of_the_catalogue_is_made_with_one_partition(embedded_broker: Broker) -> None:
    port = int(embedded_broker.bootstrap.rpartition(":")[2])
    assert asyncio.run(_existing(embedded_broker)) == {}

    tansu.make_topics(port)
    assert asyncio.run(_existing(embedded_broker)) == dict.fromkeys(OWNERS, 1)

    tansu.make_topics(port)
    assert asyncio.run(_existing(embedded_broker)) == dict.fromkeys(OWNERS, 1)
