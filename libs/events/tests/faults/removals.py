"""The protections of the mechanism, each taken away: without it, a fault must do harm."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaError
from libs.events.tests.faults.points import Patch

from tests.postgres import Database
from zhouqi.events import STORE, Event, Kafka, Log, follow, inspection, react, receive, relay
from zhouqi.events.connection import Conn, Row, connect
from zhouqi.events.delivery import Bad, Delivery, Good
from zhouqi.events.ending import end
from zhouqi.events.follow import Cursor
from zhouqi.events.inspection import Standing
from zhouqi.events.ledger import Ledger
from zhouqi.events.offsets import Offsets, _Reached
from zhouqi.events.probe import Found, Probe
from zhouqi.events.publish import Acked, Message, Partition, Publisher, _append
from zhouqi.events.react import Reactor
from zhouqi.events.receive import Received, Receiver
from zhouqi.events.relay import _Work
from zhouqi.events.topics import Topics


def cursor_after_publishing(patch: Patch) -> None:
    """The relay moves its cursor, then publishes."""

    async def advance(self: _Work) -> bool:
        conn = self._cursor.conn
        events = await STORE.read(conn, self._cursor.position, 500)
        if events:
            await self._cursor.move(events[-1].position)
        await conn.commit()
        if events:
            await self._publish(events)
        return bool(events)

    patch(_Work, "advance", advance)


def memory_of_the_journal(patch: Patch) -> None:
    """The journal takes whatever comes (its constraints must be gone too)."""

    def new(good: Sequence[Good], known: Iterable[Row]) -> tuple[list[Good], list[Bad]]:
        return list(good), []

    patch(receive, "_new", new)


async def forget_places(database: Database) -> None:
    """Let the journal's table take a place and an id more than once."""
    conn = await connect(database.owner_dsn, autocommit=True)
    await conn.execute("alter table log.journal drop constraint journal_id_key")
    await conn.execute("alter table log.journal drop constraint journal_stream_sequence_key")
    await conn.close()


def kept_cursor_of_the_reaction(patch: Patch) -> None:
    """A reaction begins at the head, each time that it starts."""
    hold = follow.hold

    @asynccontextmanager
    async def at_head(dsn: str, log: Log, name: str, start: str) -> AsyncIterator[Cursor | None]:
        async with hold(dsn, log, name, start) as cursor:
            if cursor is not None:
                await cursor.move(await log.head(cursor.conn))
                await cursor.conn.commit()
            yield cursor

    patch(react, "hold", at_head)


def cursor_with_the_commands(patch: Patch) -> None:
    """A reaction moves its cursor in a transaction of its own, before its commands'."""

    async def together(self: Reactor, cursor: Cursor, events: Sequence[Event], last: int) -> None:
        await cursor.move(last)
        await cursor.conn.commit()
        async for intents in self._batches(cursor.conn, events):
            await self._handle(cursor.conn, intents)
        await cursor.conn.commit()

    patch(Reactor, "_together", together)


def offsets_with_the_events(patch: Patch) -> None:
    """The consumer commits its offsets before it commits the events."""
    receive_batch = Receiver.receive

    async def received(self: Receiver, conn: Conn, deliveries: Sequence[Delivery]) -> Received:
        await receive._remember_offsets(conn, deliveries)
        await conn.commit()
        return await receive_batch(self, conn, deliveries)

    patch(Receiver, "receive", received)


def noticing_a_lost_topic(patch: Patch) -> None:
    """The relay makes topics that are missing, and publishes on from its cursor."""
    inspect = inspection.inspect

    async def inspected(*arguments: Any) -> set[str]:
        await inspect(*arguments)
        return set()

    async def settled(self: _Work, own: Sequence[str], reader: Probe) -> bool:
        return True

    def lost(self: Ledger, acked: Mapping[Partition, Sequence[Acked]]) -> set[str]:
        return set()

    patch(relay, "inspect", inspected)
    patch(_Work, "settled", settled)
    patch(Ledger, "lost", lost)


def waiting_for_acknowledgements(patch: Patch) -> None:
    """The relay hands its messages to the network, and believes that they are there."""

    class Careless(Publisher):
        async def _send(self, partition: Partition, queue: deque[Message]) -> Acked:
            batch = self._producer.create_batch()
            count = 0
            while queue and _append(batch, queue[0]):
                queue.popleft()
                count += 1
            batch.close()
            await (await self._producer.send_batch(batch, partition[0], partition=partition[1]))
            self.sent = getattr(self, "sent", 0) + count
            return Acked(self.sent - count, self.sent - 1)

    @asynccontextmanager
    async def careless(kafka: Kafka) -> AsyncIterator[Publisher]:
        producer = AIOKafkaProducer(bootstrap_servers=kafka.bootstrap, acks=0)
        try:
            await producer.start()
            yield Careless(producer, kafka)
        finally:
            await end(producer)

    patch(relay, "publisher", careless)


def telling_lives_apart(patch: Patch) -> None:
    """A consumer does not notice that a topic began another life, nor that another message stands in a place."""

    def accept(self: Offsets, place: TopicPartition, records: Sequence[Any]) -> Sequence[Any]:
        return records if place in self._placed else ()

    patch(Offsets, "accept", accept)


def cursor_from_where_it_was(patch: Patch) -> None:
    """The relay moves its cursor wherever it stands, on another connection than the lock's."""

    async def advance(self: _Work) -> bool:
        dsn = self._cursor.conn.info.dsn
        events = await STORE.read(self._cursor.conn, self._cursor.position, relay._BATCH)
        await self._cursor.conn.commit()
        if not events:
            return False
        acked = await self._publish(events)
        conn = await connect(dsn)
        await self._ledger.record(conn, acked)
        self._cursor.position = events[-1].position
        await conn.execute(
            "update log.cursor set position = %s where name = 'relay'", (self._cursor.position,)
        )
        await conn.commit()
        await conn.close()
        return True

    patch(_Work, "advance", advance)


def knowing_the_own_store(patch: Patch) -> None:
    """A relay publishes whatever its topics hold."""

    def refuse_nothing(*arguments: object) -> None:
        return

    patch(inspection, "_refuse_foreign", refuse_nothing)


def offsets_in_the_own_database(patch: Patch) -> None:
    """A consumer reads on from where the broker remembers."""

    async def place(self: Offsets) -> None:
        for assigned in self._consumer.assignment() - self._placed:
            self._placed.add(assigned)
            self._reached[assigned] = _Reached()

    def accept(self: Offsets, place: TopicPartition, records: Sequence[Any]) -> Sequence[Any]:
        return records

    patch(Offsets, "place", place)
    patch(Offsets, "accept", accept)


def knowing_what_stands_there(patch: Patch) -> None:
    """Any message at the last acknowledged offset will do."""

    def stands(found: Found | None, offset: int, life: int, standing: Standing) -> bool:
        return found is not None and found.first is not None and found.first[0] == offset

    patch(inspection, "_stands", stands)


def one_batch_at_a_time(patch: Patch) -> None:
    """The relay sends all batches of a topic, and what failed once more at the end."""

    async def publish(self: Publisher, messages: Sequence[Message]) -> dict[Partition, list[Acked]]:
        waiting: dict[Partition, deque[Message]] = defaultdict(deque)
        for message in messages:
            waiting[message.topic, 0].append(message)
        acked: dict[Partition, list[Acked]] = defaultdict(list)
        failed: list[tuple[Partition, list[Message]]] = []
        for place, queue in waiting.items():
            while queue:
                before = list(queue)
                try:
                    acked[place].append(await self._send(place, queue))
                except KafkaError:
                    failed.append((place, before[: len(before) - len(queue)]))
        for place, lost in failed:
            acked[place].append(await self._send(place, deque(lost)))
        return acked

    patch(Publisher, "publish", publish)


def looking_at_the_partition_count(patch: Patch) -> None:
    """The relay takes a topic as it finds it, as long as there is one."""

    async def wrong(self: Topics, names: Iterable[str]) -> set[str]:
        return set(names) - (await self.existing()).keys()

    async def inspected(
        own: Sequence[str], admin: Topics, reader: Probe, ledger: Ledger, standing: Standing, kafka: Kafka
    ) -> set[str]:
        await admin.create(own)
        return set()

    patch(Topics, "wrong", wrong)
    patch(relay, "inspect", inspected)


REMOVALS: Mapping[str, Callable[[Patch], None]] = {
    removal.__name__: removal
    for removal in (
        cursor_after_publishing,
        memory_of_the_journal,
        kept_cursor_of_the_reaction,
        cursor_with_the_commands,
        offsets_with_the_events,
        noticing_a_lost_topic,
        telling_lives_apart,
        cursor_from_where_it_was,
        knowing_the_own_store,
        knowing_what_stands_there,
        one_batch_at_a_time,
        looking_at_the_partition_count,
        offsets_in_the_own_database,
        waiting_for_acknowledgements,
    )
}
