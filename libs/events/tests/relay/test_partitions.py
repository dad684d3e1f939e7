"""A topic that someone made by accident, with another partition count, is made anew or refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from aiokafka import AIOKafkaProducer
from libs.events.tests.faults.topic import said
from libs.events.tests.relay.accounts import publish, settings, write
from libs.events.tests.sample import writer

from tests.brokers.interface import Broker
from tests.postgres import MakeDatabase
from zhouqi.events import relay
from zhouqi.events.rebuild import ensure
from zhouqi.events.topics import Topics, WrongPartitions, topics

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

        monkeypatch.setattr(relay, "inspect", nothing)
        monkeypatch.setattr(Topics, "wrong", nothing)

    await publish(source, settings(broker))

    assert await _count(broker) == (1 if protected else 4)
    assert [one.number for one in await said(broker.bootstrap, "Added")] == [1, 2, 3]


async def test_one_that_holds_something_is_refused_and_left_alone(
    make_database: MakeDatabase, broker: Broker
) -> None:
    source = make_database()
    await ensure(source.owner_dsn, writer)
    await write(source, 1)
    await _make(broker, 4)
    producer = AIOKafkaProducer(bootstrap_servers=broker.bootstrap)
    await producer.start()
    await producer.send_and_wait("Added", b"somebody's", partition=2)
    await producer.stop()

    with pytest.raises(WrongPartitions, match="has 4 partitions and holds events; this deployment has 1"):
        await publish(source, settings(broker))

    assert await _count(broker) == 4
