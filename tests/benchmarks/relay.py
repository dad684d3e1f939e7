"""The relay, from the store to what Apache Kafka has acknowledged, as against aiokafka's producer alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from itertools import islice
from time import perf_counter

from aiokafka import AIOKafkaProducer

from tests.benchmarks import mix
from tests.benchmarks.measure import Bar, Figure, interleaved, rate
from tests.benchmarks.plan import Plan
from tests.benchmarks.waiting import until
from tests.benchmarks.world import World, migrated, settle
from tests.postgres import Database
from tests.sealing import SIGNATURES
from zhouqi.events import STORE, Event, Heartbeat, Kafka
from zhouqi.events.bus.envelope import CONTENT_TYPE, Origin, encode
from zhouqi.events.bus.publish import Outgoing
from zhouqi.events.bus.relay import CURSOR, Relay
from zhouqi.events.bus.topics import topics
from zhouqi.events.log.connection import Conn, connect
from zhouqi.events.log.notify import Notifier, announce
from zhouqi.ingest.context import context


async def measure(world: World, plan: Plan) -> list[Figure]:
    """``relay``: events a second, with the topics and partitions of a distributed deployment."""
    count = plan.size(10_000, 300)
    with world.kafka() as broker, world.database() as database:
        kafka = Kafka(broker.bootstrap)
        await migrated(database, context)
        conn = await connect(database.dsn)
        await settle(database)
        async with topics(kafka) as admin:
            await admin.create([*context.topics, *(_raw(topic) for topic in context.topics)])
        events, same = _of_ingest(), _of_ingest()
        try:
            async with _running(database, kafka), _producer(kafka) as producer:

                async def relayed(_: int) -> float:
                    await _write(conn, list(islice(events, count)))
                    begin = perf_counter()
                    await announce(conn, STORE)
                    await _published(conn)
                    return count / (perf_counter() - begin)

                async def produced(_: int) -> float:
                    messages = [_message(event) for event in islice(same, count)]
                    return await rate(count, _send(producer, messages))

                pair = await interleaved(plan.rounds, relayed, produced)
                await _check(conn, count * (plan.rounds + 1))
        finally:
            await conn.close()
    return [pair.figure("relay", "events/s", Bar(ratio=0.6))]


def _of_ingest() -> Iterator[Event]:
    own = frozenset(context.topics)
    return (event for event in mix.arriving(10_000_000) if event.type in own)


@asynccontextmanager
async def _running(database: Database, kafka: Kafka) -> AsyncIterator[None]:
    hints = Notifier(database.dsn)
    waiter = hints.waiter(STORE)
    relay = Relay(context.name, database.dsn, kafka, context.topics, waiter, Heartbeat("relay"), SIGNATURES)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(hints.run()), group.create_task(relay.run())]
        yield
        for task in tasks:
            task.cancel()


@asynccontextmanager
async def _producer(kafka: Kafka) -> AsyncIterator[AIOKafkaProducer]:
    producer = AIOKafkaProducer(
        bootstrap_servers=kafka.bootstrap, acks="all", enable_idempotence=True, max_batch_size=900_000
    )
    await producer.start()
    try:
        yield producer
    finally:
        await producer.stop()


async def _write(conn: Conn, events: list[Event]) -> None:
    """All in one transaction, so that the relay sees none before it sees all."""
    async with conn.transaction():
        await STORE.lock(conn)
        await STORE.write(conn, events)


async def _published(conn: Conn) -> None:
    """Return when the relay's cursor stands at the head: everything was acknowledged."""
    head = await STORE.head(conn)

    async def there() -> bool:
        return await _cursor(conn) == head

    await until(there, "all is published")


async def _cursor(conn: Conn) -> int:
    found = await conn.execute("select position from log.cursor where name = %s", (CURSOR,))
    row = await found.fetchone()
    await conn.commit()
    return 0 if row is None else int(str(row[0]))


def _raw(topic: str) -> str:
    """The limit writes into topics of its own."""
    return f"raw-{topic}"


def _message(event: Event) -> Outgoing:
    return Outgoing(
        _raw(event.type),
        event.stream.encode(),
        encode(event, context.name),
        Origin(event.id, 1, event.sequence).encode(),
    )


async def _send(producer: AIOKafkaProducer, messages: Sequence[Outgoing]) -> None:
    """Send all as fast as the producer takes them, and wait for all acknowledgements."""
    sent = [
        await producer.send(
            message.topic,
            message.value,
            key=message.key,
            headers=[("content-type", CONTENT_TYPE), ("position", message.origin)],
        )
        for message in messages
    ]
    await asyncio.gather(*sent)


async def _check(conn: Conn, count: int) -> None:
    """As many records were acknowledged as there are events: none is missing, none went out twice."""
    found = await conn.execute("select sum(acked + 1)::bigint from log.published")
    assert await found.fetchone() == (count,)
