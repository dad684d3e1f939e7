"""Whoever else writes into our topics stops nothing, moves nothing and marks nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from uuid import uuid4

import pytest
from libs.events.tests.poison.topic import Sent, make
from libs.events.tests.poison.topic import publish as put
from libs.events.tests.relay.accounts import LISTENER, numbers, publish, read, settings, write
from libs.events.tests.sample import TRUST, event, folder, writer
from libs.events.tests.stack import consumer, rows, until

from tests.brokers.interface import Broker
from tests.postgres import Database, MakeDatabase
from zhouqi.events import Heartbeat
from zhouqi.events.bus.consume import Consumer
from zhouqi.events.bus.envelope import Origin, encode
from zhouqi.events.bus.provenance import Provenance
from zhouqi.events.bus.receive import Receiver
from zhouqi.events.bus.seal import Seal
from zhouqi.events.bus.signatures import Signatures
from zhouqi.events.bus.topic_check import StoreReplaced
from zhouqi.events.fold.rebuild import ensure

TOPIC = "Added"
MANY = 700


def _strange(number: int) -> Sent:
    """A false event under a false origin: of a store that there is not, in a life that never was."""
    false = event("account/a", number, number)
    origin = Origin(uuid4(), 40 + number, 10**6 + number).encode()
    return Sent(b"account/a", encode(false, "writer"), (("position", origin), ("signature", b"1:00")))


@pytest.fixture
async def source(make_database: MakeDatabase) -> Database:
    made = make_database()
    await ensure(made.owner_dsn, writer)
    return made


@pytest.fixture
async def sink(make_database: MakeDatabase) -> Database:
    made = make_database()
    await ensure(made.owner_dsn, LISTENER)
    return made


async def test_false_events_change_no_row_and_stop_no_relay(
    source: Database, sink: Database, broker: Broker
) -> None:
    kafka = settings(broker)
    await write(source, 1, 2, 3)
    await publish(source, kafka)
    await put(broker, TOPIC, [_strange(number) for number in range(1, 61)])
    await write(source, 4, 5)

    await publish(source, kafka)
    await read(sink, kafka, 5)

    assert await numbers(sink) == [1, 2, 3, 4, 5]
    assert await rows(sink.dsn, "select cause, count(*) from log.parked group by 1") == [("strange", 60)]
    assert await rows(sink.dsn, "select topic, count from log.strange") == [(TOPIC, 60)]
    assert await rows(sink.dsn, "select from log.stuck union all select from log.halt") == []
    assert await rows(sink.dsn, "select life from log.consumed") == [(1,)]


async def test_without_signatures_a_false_origin_stops_the_relay(
    source: Database, embedded_broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def believes(
        self: Seal, topic: str, key: bytes, value: bytes, headers: Sequence[tuple[str, bytes]]
    ) -> Origin | None:
        return Origin.decode(dict(headers).get("position"))

    kafka = settings(embedded_broker)
    await write(source, 1)
    await publish(source, kafka)
    await put(embedded_broker, TOPIC, [_strange(2)])
    await write(source, 2)
    monkeypatch.setattr(Seal, "origin", believes)

    with pytest.raises(StoreReplaced):
        await publish(source, kafka)


async def test_a_flood_is_counted_and_a_part_of_it_kept(
    source: Database, sink: Database, embedded_broker: Broker
) -> None:
    kafka = settings(embedded_broker)
    await make(embedded_broker, TOPIC)
    flood = [Sent(b"account/a", b"%d" % number + b"x" * 40_000) for number in range(MANY)]
    await put(embedded_broker, TOPIC, flood, at_once=20)
    await write(source, 1)
    await publish(source, kafka)

    await read(sink, kafka, 1)

    kept = await rows(sink.dsn, "select count(*), max(length(value)) from log.parked")
    assert kept == [(500, 16 * 1024)]
    assert await rows(sink.dsn, "select count from log.strange") == [(MANY,)]
    assert await rows(sink.dsn, "select from log.halt") == []


async def test_a_wrong_secret_loses_nothing_once_it_is_set_right(
    source: Database, sink: Database, embedded_broker: Broker
) -> None:
    kafka = settings(embedded_broker)
    await write(source, *range(1, 31))
    await publish(source, kafka)
    mistaken = Provenance(TRUST.county, TRUST.owners, Signatures(b"not the secret of this deployment"))
    wrong = Consumer(
        "listener", sink.dsn, kafka, [TOPIC], Receiver(folder(LISTENER), mistaken), Heartbeat("consumer")
    )
    await _until(wrong, sink, "select count(*) from log.parked where cause = 'strange'", 30)
    assert await rows(sink.dsn, "select from log.halt") == []

    await read(sink, kafka, 30)

    assert await numbers(sink) == list(range(1, 31))
    assert await rows(sink.dsn, "select from log.parked where settled_at is null") == []


async def test_the_same_secret_reads_nothing_again(
    source: Database, sink: Database, embedded_broker: Broker
) -> None:
    kafka = settings(embedded_broker)
    await write(source, 1, 2)
    await publish(source, kafka)
    await read(sink, kafka, 2)
    await rows(sink.admin_dsn, "update log.consumed set life = 7 returning 1")
    await write(source, 3)
    await publish(source, kafka)

    await _until(consumer(LISTENER, sink.dsn, kafka), sink, "select count(*) from log.journal", 3)

    assert await rows(sink.dsn, "select life from log.consumed") == [(7,)], "its place was not forgotten"


async def _until(running: Consumer, database: Database, query: str, count: int) -> None:
    """Let a consumer run until ``query`` says ``count``."""

    async def holds() -> bool:
        return await rows(database.dsn, query) == [(count,)]

    task = asyncio.create_task(running.run())
    try:
        await until(holds, f"{query} says {count}")
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
