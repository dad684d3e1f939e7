"""The relay follows a service's store and publishes: an event is published if and only if it was
committed, at least once, and first occurrences are in order within a partition.

A crash gives duplicates, never loss. A topic that the broker lost is made anew and filled from the
beginning, in a new life. A store that was restored or replaced under a living topic is refused.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from time import monotonic
from uuid import UUID

import psycopg
import structlog
from aiokafka.errors import KafkaError

from zhouqi.events.bus.envelope import Origin
from zhouqi.events.bus.kafka import Kafka
from zhouqi.events.bus.publish import Acked, Outgoing, Publisher, publisher
from zhouqi.events.bus.publish_offsets import PublishOffsets
from zhouqi.events.bus.seal import Seal
from zhouqi.events.bus.signatures import Signatures
from zhouqi.events.bus.topic_check import TopicState, check_topics
from zhouqi.events.bus.topic_tail import TopicTail, topic_tail
from zhouqi.events.bus.topics import Topics, topics
from zhouqi.events.heartbeat import Heartbeat
from zhouqi.events.log.event import Event
from zhouqi.events.log.event_log import STORE
from zhouqi.events.log.follow import Cursor, CursorLost, hold
from zhouqi.events.log.notify import Waiter
from zhouqi.events.log.schema import store_id

CURSOR = "relay"
_BATCH = 500
_PACE_SECONDS = 0.02
_LOOK_SECONDS = 3.0
_logger = structlog.get_logger(__name__)


class Relay:
    """One service's relay. Several may run: one holds the cursor, the others wait for it."""

    def __init__(
        self,
        service: str,
        dsn: str,
        kafka: Kafka,
        own_topics: Sequence[str],
        waiter: Waiter,
        heartbeat: Heartbeat,
        signatures: Signatures | None,
    ) -> None:
        self._seal = Seal(service, signatures)
        self._service = service
        self._dsn = dsn
        self._kafka = kafka
        self._topics = tuple(own_topics)
        self._waiter = waiter
        self._heartbeat = heartbeat

    async def run(self) -> None:
        """Publish until cancelled. Raises StoreReplaced and WrongPartitions: an operator is needed."""
        while True:
            try:
                async with hold(self._dsn, STORE, CURSOR) as cursor:
                    if cursor is not None:
                        await self._serve(cursor)
                    self._heartbeat.beat()
            except (KafkaError, psycopg.OperationalError, CursorLost, OSError) as error:
                _logger.warning("relay.retry", service=self._service, cause=type(error).__name__)
                self._heartbeat.stumble(type(error).__name__)
            await asyncio.sleep(1)

    async def _serve(self, cursor: Cursor) -> None:
        async with AsyncExitStack() as stack:
            admin = await stack.enter_async_context(topics(self._kafka))
            reader = await stack.enter_async_context(topic_tail(self._kafka, self._seal.origin))
            ledger = await PublishOffsets.load(cursor.conn)
            topic_state = await _topic_state(cursor)
            self._heartbeat.beat()
            lost = await check_topics(self._topics, admin, reader, ledger, topic_state, self._kafka)
            out = await stack.enter_async_context(publisher(self._kafka))
            work = _Work(self._seal, cursor, ledger, topic_state.store, out, admin, self._heartbeat)
            for topic in lost | ledger.refilled.keys():
                await work.refill(topic, anew=topic in lost)
            await self._follow(work, reader)

    async def _follow(self, work: _Work, reader: TopicTail) -> None:
        """Publish for as long as the topics are as they were when they were inspected."""
        looked = monotonic()
        while True:
            self._heartbeat.beat()
            begun = monotonic()
            published = await work.advance()
            self._heartbeat.go_on()
            if monotonic() - looked > _LOOK_SECONDS:
                if not await work.settled(self._topics, reader):
                    _logger.warning("relay.topics_changed", service=self._service)
                    return
                looked = monotonic()
            if not published:
                await self._waiter.wait(1.0)
            elif published < _BATCH:  # a batch costs the same for one event as for ten
                await asyncio.sleep(begun + _PACE_SECONDS - monotonic())


async def _topic_state(cursor: Cursor) -> TopicState:
    topic_state = TopicState(await store_id(cursor.conn), await STORE.head(cursor.conn), cursor.position)
    await cursor.conn.commit()
    return topic_state


class _Work:
    """Publishing on the connection that holds the cursor."""

    def __init__(
        self,
        seal: Seal,
        cursor: Cursor,
        ledger: PublishOffsets,
        store: UUID,
        out: Publisher,
        admin: Topics,
        heartbeat: Heartbeat,
    ) -> None:
        self._seal = seal
        self._cursor = cursor
        self._ledger = ledger
        self._store = store
        self._out = out
        self._admin = admin
        self._heartbeat = heartbeat

    async def advance(self) -> int:
        """Publish the next batch and move the cursor; returns how many events it had.

        What was acknowledged is remembered with the cursor, both without waiting for the disk: whatever of
        it a dying server forgets is published again.
        """
        conn = self._cursor.conn
        events = await STORE.read(conn, self._cursor.position, _BATCH)
        await conn.commit()
        if not events:
            return 0
        acked = await self._publish(events)
        lost = self._ledger.lost(acked)
        if unknown := self._ledger.unknown(acked):
            lost |= await self._admin.wrong(unknown)  # made by accident, just now
        if lost:
            for topic in lost:
                await self.refill(topic, anew=True)
            return _BATCH  # it goes out again at once, now behind what was refilled
        await self._ledger.record(conn, acked)
        await self._cursor.move(events[-1].position, durable=False)
        await conn.commit()
        return len(events)

    async def settled(self, own: Sequence[str], reader: TopicTail) -> bool:
        """Whether all topics are there as they should be, and none is empty that held something."""
        if await self._admin.wrong(own):
            return False
        return not await reader.empty([place for place in self._ledger.acked if place[0] in own])

    async def refill(self, topic: str, *, anew: bool) -> None:
        """Fill ``topic`` from the beginning up to the cursor; ``anew`` begins the next life.

        What lies behind the cursor follows in its turn, so the order is kept.
        """
        conn = self._cursor.conn
        if anew:
            _logger.warning("relay.topic_lost", service=self._seal.service, topic=topic)
            await self._ledger.begin_life(conn, topic)
            await self._admin.remake(topic)
        while True:
            after = self._ledger.refilled[topic]
            events = await STORE.read(conn, after, _BATCH, [topic])
            await conn.commit()
            events = [event for event in events if event.position <= self._cursor.position]
            if not events:
                break
            self._heartbeat.beat()
            acked = await self._publish(events)
            if topic in self._ledger.lost(acked):
                await self.refill(topic, anew=True)
                return
            await self._ledger.record(conn, acked)
            await self._ledger.refill(conn, topic, events[-1].position)
            await conn.commit()
        await self._ledger.refill(conn, topic, None)
        await conn.commit()

    async def _publish(self, events: Sequence[Event]) -> dict[tuple[str, int], list[Acked]]:
        return await self._out.publish([self._message(event) for event in events])

    def _message(self, event: Event) -> Outgoing:
        origin = Origin(self._store, self._ledger.life(event.type), event.position)
        return self._seal.message(event, origin)
