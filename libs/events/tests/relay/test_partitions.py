"""A topic that someone made by accident, with another partition count, is made anew or refused."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from aiokafka import AIOKafkaProducer
from libs.events.tests.faults.topic import said
from libs.events.tests.relay.accounts import publish, settings, write
from libs.events.tests.sample import event, writer
from libs.events.tests.stack import rows

from tests.brokers.interface import Broker
from tests.postgres import MakeDatabase
from tests.sealing import SIGNATURES
from zhouqi.events.bus import relay
from zhouqi.events.bus.envelope import Origin
from zhouqi.events.bus.publish import Outgoing
from zhouqi.events.bus.seal import Seal
from zhouqi.events.bus.topics import Topics, WrongPartitions, topics
from zhouqi.events.fold.rebuild import ensure

pytestmark = pytest.mark.fault


async def _make(broker: Broker, partitions: int) -> None:
    """What a metadata request does on some brokers, and a careless operator on any."""
    async with topics(replace(settings(broker), partitions=partitions)) as admin:
        await admin.create(["Added"])


async def _count(broker: Broker) -> int:
    async with topics(settings(broker)) as admin:
        return (await admin.existing())["Added"]


@pytest.mark.parametrize("protected", [True, False])
async def test_an_empty_one_is_made_anew(
    make_database: MakeDatabase, broker: Broker, monkeypatch: pytest.MonkeyPatch, protected: bool
) -> None:
    source = make_database()
    await ensure(source.owner_dsn, writer)
    await write(source, 1, 2, 3)
    await _make(broker, 4)
    if not protected:

        async def nothing(*_: object) -> set[str]:
            return set()

        monkeypatch.setattr(relay, "check_topics", nothing)
        monkeypatch.setattr(Topics, "wrong", nothing)

    await publish(source, settings(broker))

    assert await _count(broker) == (1 if protected else 4)
    assert [one.number for one in await said(broker.bootstrap, "Added")] == [1, 2, 3]


async def _put(broker: Broker, message: Outgoing) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=broker.bootstrap)
    await producer.start()
    try:
        await producer.send_and_wait(
            "Added", message.value, key=message.key, headers=message.headers, partition=2
        )
    finally:
        await producer.stop()


async def test_one_that_holds_what_we_published_is_refused_and_left_alone(
    make_database: MakeDatabase, broker: Broker
) -> None:
    source = make_database()
    await ensure(source.owner_dsn, writer)
    await write(source, 1)
    await _make(broker, 4)
    ((store,),) = await rows(source.dsn, "select value from log.meta where key = 'store'")
    ours = Seal("writer", SIGNATURES).message(event("account/a", 1), Origin(UUID(str(store)), 1, 1))
    await _put(broker, ours)

    with pytest.raises(WrongPartitions, match="has 4 partitions and holds events; this deployment has 1"):
        await publish(source, settings(broker))

    assert await _count(broker) == 4


async def test_one_that_holds_only_what_others_wrote_stops_no_relay(
    make_database: MakeDatabase, embedded_broker: Broker
) -> None:
    source = make_database()
    await ensure(source.owner_dsn, writer)
    await write(source, 1)
    await _make(embedded_broker, 4)
    await _put(embedded_broker, Outgoing("Added", b"account/a", b"somebody's", b"of somebody"))

    await publish(source, settings(embedded_broker))

    assert [one.number for one in await said(embedded_broker.bootstrap, "Added")] == [1]
