"""A bus client that answers no more, though the broker does."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from aiokafka import AIOKafkaConsumer
from libs.events.tests.faults.tally import mirror
from libs.events.tests.faults.world import settings, write
from libs.events.tests.sample import writer
from libs.events.tests.stack import journaled, running, until

from tests.brokers.interface import Broker
from tests.postgres import Database

pytestmark = pytest.mark.fault


@pytest.mark.parametrize("name", ["commit", "getmany"])
async def test_a_consumer_that_hangs_is_given_up_for_another(
    source: Database,
    sink: Database,
    broker: Broker,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    works: Callable[..., Awaitable[object]] = getattr(AIOKafkaConsumer, name)
    hung: list[object] = []

    async def hangs_once(client: object, *values: object, **more: object) -> object:
        if not hung:
            hung.append(client)
        if client in hung:
            await asyncio.Event().wait()
        return await works(client, *values, **more)

    async with running(writer, source.dsn, settings(broker)), running(mirror, sink.dsn, settings(broker)):
        await write(source.dsn, range(1, 11))
        await journaled(sink.dsn, 10)
        monkeypatch.setattr(AIOKafkaConsumer, name, hangs_once)

        async def hangs() -> bool:
            return bool(hung)

        await until(hangs, f"{name} hangs")
        await write(source.dsn, range(11, 21))

        await journaled(sink.dsn, 20)
