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
from zhouqi.events import STORE, Event, Kafka, Log
from zhouqi.events.bus import receive, relay, topic_check
from zhouqi.events.bus.consumer_offsets import ConsumerOffsets, _Reached
from zhouqi.events.bus.message import Message
from zhouqi.events.bus.publish import Acked, Outgoing, Partition, Publisher, _append
from zhouqi.events.bus.publish_offsets import PublishOffsets
from zhouqi.events.bus.receive import Received, Receiver
from zhouqi.events.bus.relay import _Work
from zhouqi.events.bus.shutdown import stop_client
from zhouqi.events.bus.topic_check import TopicState
from zhouqi.events.bus.topic_tail import Tail, TopicTail
from zhouqi.events.bus.topics import Topics
from zhouqi.events.bus.triage import BadMessage, GoodMessage
from zhouqi.events.commands import react
from zhouqi.events.commands.react import Reactor
from zhouqi.events.log import follow
from zhouqi.events.log.connection import Conn, Row, connect
from zhouqi.events.log.follow import Cursor


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

    def new(good: Sequence[GoodMessage], known: Iterable[Row]) -> tuple[list[GoodMessage], list[BadMessage]]:
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

    async def received(self: Receiver, conn: Conn, messages: Sequence[Message]) -> Received:
        await receive._remember_offsets(conn, messages, ())
        await conn.commit()
        return await receive_batch(self, conn, messages)

    patch(Receiver, "receive", received)


def noticing_a_lost_topic(patch: Patch) -> None:
    """The relay makes topics that are missing, and publishes on from its cursor."""
    inspect = topic_check.check_topics

    async def inspected(*arguments: Any) -> set[str]:
        await inspect(*arguments)
        return set()

    async def settled(self: _Work, own: Sequence[str], reader: TopicTail) -> bool:
        return True

    def lost(self: PublishOffsets, acked: Mapping[Partition, Sequence[Acked]]) -> set[str]:
        return set()

    patch(relay, "check_topics", inspected)
    patch(_Work, "settled", settled)
    patch(PublishOffsets, "lost", lost)


def waiting_for_acknowledgements(patch: Patch) -> None:
    """The relay hands its messages to the network, and believes that they are there."""

    class Careless(Publisher):
        async def _send(self, partition: Partition, queue: deque[Outgoing]) -> Acked:
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
            await stop_client(producer)

    patch(relay, "publisher", careless)


def telling_lives_apart(patch: Patch) -> None:
    """A consumer does not notice that a topic began another life, nor that another message stands in a place."""

    def accept(self: ConsumerOffsets, place: TopicPartition, records: Sequence[Any]) -> Sequence[Any]:
        return records if place in self._placed else ()

    patch(ConsumerOffsets, "accept", accept)


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

    patch(topic_check, "_refuse_foreign", refuse_nothing)


def offsets_in_the_own_database(patch: Patch) -> None:
    """A consumer reads on from where the broker remembers."""

    async def seek_assigned(self: ConsumerOffsets) -> None:
        for assigned in self._consumer.assignment() - self._placed:
            self._placed.add(assigned)
            self._reached[assigned] = _Reached()

    def accept(self: ConsumerOffsets, place: TopicPartition, records: Sequence[Any]) -> Sequence[Any]:
        return records

    patch(ConsumerOffsets, "seek_assigned", seek_assigned)
    patch(ConsumerOffsets, "accept", accept)


def knowing_what_stands_there(patch: Patch) -> None:
    """Any message at the last acknowledged offset will do."""

    def stands(found: Tail | None, offset: int, life: int, standing: TopicState) -> bool:
        return found is not None and found.first is not None and found.first[0] == offset

    patch(topic_check, "_stands", stands)


def one_batch_at_a_time(patch: Patch) -> None:
    """The relay sends all batches of a topic, and what failed once more at the end."""

    async def publish(self: Publisher, messages: Sequence[Outgoing]) -> dict[Partition, list[Acked]]:
        waiting: dict[Partition, deque[Outgoing]] = defaultdict(deque)
        for message in messages:
            waiting[message.topic, 0].append(message)
        acked: dict[Partition, list[Acked]] = defaultdict(list)
        failed: list[tuple[Partition, list[Outgoing]]] = []
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
        own: Sequence[str],
        admin: Topics,
        reader: TopicTail,
        ledger: PublishOffsets,
        standing: TopicState,
        kafka: Kafka,
    ) -> set[str]:
        await admin.create(own)
        return set()

    patch(Topics, "wrong", wrong)
    patch(relay, "check_topics", inspected)


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
