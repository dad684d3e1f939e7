"""From commit to visible row at 200 events a second, through the whole stack, as against the broker alone.

Records about the county's own projects, of the kinds and in the proportions of its mix, are committed into
ingest's store; the relay publishes them, every service that subscribes takes them in and reacts, and a
reader of the cockpit's rows looks for each. The limit is a producer and a consumer at the same pace.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from itertools import count
from time import perf_counter
from uuid import uuid4

import msgspec
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from tests.benchmarks import mix
from tests.benchmarks.measure import Bar, Figure, Pair, interleaved, percentile
from tests.benchmarks.plan import Plan
from tests.benchmarks.waiting import until
from tests.benchmarks.world import World
from tests.brokers.interface import Broker
from tests.e2e.town import Town
from zhouqi.events import JOURNAL, STORE, Event
from zhouqi.events.log.connection import Conn, connect
from zhouqi.events.log.notify import Notifier, Waiter, announce
from zhouqi.local.databases import database_name, runtime_role
from zhouqi.service.settings import Profile

RATE = 200
_WRITERS = 4
_RAW = "raw"
_LOOK_SECONDS = 0.02


async def measure(world: World, plan: Plan) -> list[Figure]:
    """``visible`` and ``visible-kafka``: milliseconds, the 99th percentile; ``…-p50`` the median."""
    with world.tansu() as broker:
        figures = await _measured(world, plan, broker, "visible", 300)
    if not plan.quick:
        with world.kafka() as broker:
            figures += await _measured(world, plan, broker, "visible-kafka", 200, Profile.DISTRIBUTED)
    return figures


async def _measured(
    world: World,
    plan: Plan,
    broker: Broker,
    name: str,
    most: float,
    profile: Profile = Profile.EMBEDDED,
) -> list[Figure]:
    town = Town(world.server, broker, world.fresh("town"), profile)
    seconds, rounds = plan.size(8, 1), plan.at_most(5)
    medians = Pair()
    county = town.county(1, plan.size(40, 5))
    try:
        await asyncio.to_thread(county.__enter__)
        try:
            async with (
                _reading(world) as (writers, reader),
                _told(world) as grown,
                _producing(broker) as (producer, consumer),
            ):
                events = _records(await _projects(reader))

                async def seen(number: int) -> float:
                    taken = await _visible(writers, reader, grown, events, RATE * seconds)
                    if number:
                        medians.values.append(percentile(taken, 0.5))
                    return percentile(taken, 0.99)

                async def alone(number: int) -> float:
                    taken = await _through(producer, consumer, events, RATE * seconds)
                    if number:
                        medians.limits.append(percentile(taken, 0.5))
                    return percentile(taken, 0.99)

                tails = await interleaved(rounds, seen, alone)
        finally:
            await asyncio.to_thread(county.__exit__, None, None, None)
    finally:
        await asyncio.to_thread(town.drop)
    return [
        tails.figure(name, "ms", Bar(most=most), f"p99 at {RATE} events/s"),
        medians.figure(f"{name}-p50", "ms", note=f"p50 at {RATE} events/s"),
    ]


@asynccontextmanager
async def _reading(world: World) -> AsyncIterator[tuple[list[Conn], Conn]]:
    """Connections to ingest's store, in transactions, and one to the cockpit's rows, in none."""
    ingest = world.server.dsn(database_name("ingest"), runtime_role("ingest"))
    cockpit = world.server.dsn(database_name("cockpit"), runtime_role("cockpit"))
    writers = [await connect(ingest) for _ in range(_WRITERS)]
    reader = await connect(cockpit, autocommit=True)
    try:
        yield writers, reader
    finally:
        for conn in (*writers, reader):
            await conn.close()


@asynccontextmanager
async def _told(world: World) -> AsyncIterator[Waiter]:
    """What tells a reader that the cockpit's journal may have grown, as it tells the pages."""
    hints = Notifier(world.server.dsn(database_name("cockpit"), runtime_role("cockpit")))
    waiter = hints.waiter(JOURNAL)
    listening = asyncio.create_task(hints.run())
    try:
        yield waiter
    finally:
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening


async def _projects(reader: Conn) -> list[object]:
    found = await reader.execute("select project_id from project_list order by project_id")
    return [row[0] for row in await found.fetchall()]


def _records(projects: Sequence[object]) -> Iterator[Event]:
    """New records about these projects, in the proportions of the mix; each the first of its stream."""
    numbers = count()
    run = uuid4().hex[:8]
    for event in mix.arriving(100_000_000, spread=True):
        if event.stream.startswith("record/") and event.type not in ("ProjectRegistered", "RecordWithdrawn"):
            number = next(numbers)
            kind = event.stream.split("/")[1]
            data = msgspec.json.decode(event.data, type=dict[str, object])
            data["project_id"] = projects[number % len(projects)]
            data["record_id"] = f"{run}-{number}"
            yield msgspec.structs.replace(
                event,
                id=uuid4(),
                sequence=1,
                stream=f"record/{kind}/bench-{run}-{number}",
                data=msgspec.json.encode(data),
            )


async def _visible(
    writers: Sequence[Conn], reader: Conn, grown: Waiter, events: Iterator[Event], total: int
) -> list[float]:
    """Milliseconds from the end of each commit to the reader's sight of the row.

    The reader looks when it is told that there may be something, and every 20 ms all the same: one that asked
    without end would take a core's tenth from what it measures.
    """
    committed: dict[str, float] = {}
    taken: list[float] = []
    begin = perf_counter()

    async def write(conn: Conn, first: int) -> None:
        for number in range(first, total, _WRITERS):
            event = next(events)
            await asyncio.sleep(max(0.0, begin + number / RATE - perf_counter()))
            async with conn.transaction():
                await STORE.lock(conn)
                await STORE.write(conn, [event])
            committed[event.stream] = perf_counter()
            await announce(conn, STORE)

    async def look() -> bool:
        await grown.wait(_LOOK_SECONDS)
        found = await reader.execute(
            "select stream from source_record where stream = any(%s)", (list(committed),)
        )
        rows = await found.fetchall()
        now = perf_counter()
        taken.extend((now - committed.pop(str(row[0]))) * 1000 for row in rows)
        return len(taken) == total

    looking = asyncio.create_task(until(look, "every row is visible", every=0))
    await asyncio.gather(*(write(conn, first) for first, conn in enumerate(writers)))
    await looking
    return taken


@asynccontextmanager
async def _producing(broker: Broker) -> AsyncIterator[tuple[AIOKafkaProducer, AIOKafkaConsumer]]:
    """A producer and a consumer of one topic with one partition, and nothing else."""
    admin = AIOKafkaAdminClient(bootstrap_servers=broker.bootstrap)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(_RAW, 1, 1)])
    finally:
        await admin.close()
    producer = AIOKafkaProducer(
        bootstrap_servers=broker.bootstrap, acks="all", enable_idempotence=broker.idempotence
    )
    consumer = AIOKafkaConsumer(
        bootstrap_servers=broker.bootstrap,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        fetch_max_wait_ms=250,
    )
    await producer.start()
    await consumer.start()
    consumer.assign([TopicPartition(_RAW, 0)])
    try:
        yield producer, consumer
    finally:
        await consumer.stop()
        await producer.stop()


async def _through(
    producer: AIOKafkaProducer, consumer: AIOKafkaConsumer, events: Iterator[Event], total: int
) -> list[float]:
    """Milliseconds from handing a message to the producer to getting it from the consumer."""
    handed: list[float] = []
    taken: list[float] = []
    begin = perf_counter()

    async def send() -> None:
        for number in range(total):
            event = next(events)
            await asyncio.sleep(max(0.0, begin + number / RATE - perf_counter()))
            handed.append(perf_counter())
            await producer.send(_RAW, event.data, key=event.stream.encode())

    sending = asyncio.create_task(send())
    while len(taken) < total:
        for records in (await consumer.getmany(timeout_ms=1_000)).values():
            now, seen = perf_counter(), len(taken)
            taken += [(now - at) * 1000 for at in handed[seen : seen + len(records)]]
    await sending
    return taken
