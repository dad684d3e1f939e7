"""A consumer that meets too much rubbish halts, and says so, until someone has looked at it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from libs.events.tests.poison.kinds import TOPIC
from libs.events.tests.poison.test_kinds import listener
from libs.events.tests.poison.topic import Sent, make, message, own, publish
from libs.events.tests.sample import TRUST, event, folder
from libs.events.tests.stack import account_rows, head, journaled, kafka, rows, until

from tests.brokers.interface import Broker
from tests.postgres import Database
from zhouqi.events import JOURNAL, Heartbeat
from zhouqi.events.bus import halt, triage
from zhouqi.events.bus.consume import Consumer
from zhouqi.events.bus.envelope import Unreadable
from zhouqi.events.bus.receive import Receiver
from zhouqi.events.fold.rebuild import ensure
from zhouqi.events.log.connection import connect

RUBBISH = [own(f"account/{number}".encode(), b"rubbish %d" % number) for number in range(30)]
STRANGE = [Sent(f"account/{number}".encode(), b"rubbish %d" % number) for number in range(300)]


@asynccontextmanager
async def _consuming(database: Database, broker: Broker) -> AsyncIterator[Heartbeat]:
    """A consumer of its own, as after a restart."""
    heartbeat = Heartbeat("consumer")
    consumer = Consumer(
        "listener",
        database.dsn,
        kafka(broker),
        listener.subscriptions,
        Receiver(folder(listener), TRUST),
        heartbeat,
    )
    task = asyncio.create_task(consumer.run())
    try:
        yield heartbeat
        assert not task.done(), task.exception()
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _halts(heartbeat: Heartbeat) -> None:
    async def halted() -> bool:
        return heartbeat.halted is not None

    await until(halted, "the consumer halts")


async def _goes_on(heartbeat: Heartbeat) -> None:
    async def goes_on() -> bool:
        return heartbeat.halted is None

    await until(goes_on, "the consumer goes on")


async def _beats(heartbeat: Heartbeat) -> None:
    """Return when the loop has turned twice more."""
    for _ in range(2):
        last = heartbeat.at

        async def beaten(last: float = last) -> bool:
            return heartbeat.at > last

        await until(beaten, "the loop turns")


async def _accept(database: Database) -> bool:
    async with await connect(database.dsn) as conn:
        return await halt.lift_halt(conn)


@pytest.fixture
async def reading(database: Database) -> Database:
    """A database that reads."""
    await ensure(database.owner_dsn, listener)
    return database


async def test_a_wholly_bad_delivery_halts_until_it_is_accepted(reading: Database, broker: Broker) -> None:
    await make(broker, TOPIC)
    await publish(broker, TOPIC, RUBBISH)
    async with _consuming(reading, broker) as heartbeat:
        await _halts(heartbeat)
        await publish(broker, TOPIC, [message(event("account/good", 1))])
        await _beats(heartbeat)
        assert await head(reading.dsn, JOURNAL) == 0, "it stands still"

    async with _consuming(reading, broker) as heartbeat:
        await _halts(heartbeat)
        assert await rows(reading.dsn, "select detail from log.halt") == [(heartbeat.halted,)]
        assert await _accept(reading)
        await _goes_on(heartbeat)
        await journaled(reading.dsn, 1)

    assert await rows(reading.dsn, "select count(*) from log.parked") == [(len(RUBBISH),)]
    assert not await _accept(reading), "there is no halt any more"


async def test_what_is_parked_already_does_not_count_again(reading: Database, kafka_broker: Broker) -> None:
    await make(kafka_broker, TOPIC)
    await publish(kafka_broker, TOPIC, RUBBISH)
    async with _consuming(reading, kafka_broker) as heartbeat:
        await _halts(heartbeat)
    assert await _accept(reading)
    await rows(reading.admin_dsn, "delete from log.consumed returning topic")
    await publish(kafka_broker, TOPIC, [*RUBBISH, message(event("account/good", 1))])

    async with _consuming(reading, kafka_broker) as heartbeat:
        await journaled(reading.dsn, 1)
        await _beats(heartbeat)
        assert heartbeat.halted is None

    assert await rows(reading.dsn, "select count(*) from log.parked") == [(len(RUBBISH),)]


async def test_a_mended_deployment_lifts_the_halt_at_its_start(
    reading: Database, kafka_broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = [message(event(f"account/{number}", 1)) for number in range(30)]
    await make(kafka_broker, TOPIC)
    await publish(kafka_broker, TOPIC, sent)

    def reads_nothing(_: object) -> None:
        raise Unreadable("this code is of yesterday")

    with monkeypatch.context() as yesterday:
        yesterday.setattr(triage, "read_envelope", reads_nothing)
        async with _consuming(reading, kafka_broker) as heartbeat:
            await _halts(heartbeat)
        async with _consuming(reading, kafka_broker) as heartbeat:
            await _halts(heartbeat)
            await _beats(heartbeat)
        assert len(await rows(reading.dsn, "select from log.stuck")) == 30

    async with _consuming(reading, kafka_broker) as heartbeat:
        await journaled(reading.dsn, 30)
        await _goes_on(heartbeat)

    assert await rows(reading.dsn, "select from log.parked where settled_at is null") == []
    assert await rows(reading.dsn, "select from log.stuck") == []
    expected = account_rows((f"account/{number}", [1]) for number in range(30))
    assert await rows(reading.dsn, "select * from account order by 1") == expected
    assert await rows(reading.dsn, "select from account_list where stuck") == []


def _mixed() -> list[Sent]:
    """Every other message is bad, then come more good ones than are judged together."""
    mixed: list[Sent] = []
    for number, bad in enumerate(RUBBISH, start=1):
        mixed += [bad, message(event("account/a", number))]
    return mixed + [message(event("account/b", number)) for number in range(1, 121)]


async def test_bad_messages_among_good_ones_halt_in_their_order(
    reading: Database, kafka_broker: Broker
) -> None:
    await make(kafka_broker, TOPIC)
    await publish(kafka_broker, TOPIC, _mixed())

    async with _consuming(reading, kafka_broker) as heartbeat:
        await _halts(heartbeat)

    assert "21 of the last" in str(heartbeat.halted)


async def test_a_few_bad_ones_do_not_halt(reading: Database, kafka_broker: Broker) -> None:
    await make(kafka_broker, TOPIC)
    await publish(kafka_broker, TOPIC, [*RUBBISH[:20], message(event("account/good", 1))])

    async with _consuming(reading, kafka_broker) as heartbeat:
        await journaled(reading.dsn, 1)
        await _beats(heartbeat)
        assert heartbeat.halted is None


async def test_without_the_judgement_rubbish_is_read_to_its_end(
    reading: Database, kafka_broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(halt, "_TOLERATED", 1_000_000)
    await make(kafka_broker, TOPIC)
    await publish(kafka_broker, TOPIC, [*RUBBISH, message(event("account/good", 1))])

    async with _consuming(reading, kafka_broker) as heartbeat:
        await journaled(reading.dsn, 1)
        assert heartbeat.halted is None


async def test_what_others_write_does_not_halt(reading: Database, kafka_broker: Broker) -> None:
    await make(kafka_broker, TOPIC)
    await publish(kafka_broker, TOPIC, [*STRANGE, message(event("account/good", 1))])

    async with _consuming(reading, kafka_broker) as heartbeat:
        await journaled(reading.dsn, 1)
        await _beats(heartbeat)
        assert heartbeat.halted is None

    assert await rows(reading.dsn, "select from log.stuck") == []
