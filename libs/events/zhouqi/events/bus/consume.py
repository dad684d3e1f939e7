"""The consumer: brings what topics deliver to the receiver, from the offsets in the own database.

The broker's own offsets serve monitoring only. Replicas form a group, for fail-over: whoever is
paused and comes back late writes under the journal's lock, and what it repeats is dropped there.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from time import monotonic

import psycopg
import structlog
from aiokafka import AIOKafkaConsumer
from aiokafka.coordinator.assignors.range import RangePartitionAssignor
from aiokafka.errors import KafkaError

from zhouqi.events.bus import codecs, provenance
from zhouqi.events.bus.client_connection import mend_the_client
from zhouqi.events.bus.consumer_offsets import ConsumerOffsets, as_message
from zhouqi.events.bus.halt import Halted, HaltSwitch
from zhouqi.events.bus.kafka import Kafka
from zhouqi.events.bus.lenient_fetch import UNPARSED
from zhouqi.events.bus.message import Message
from zhouqi.events.bus.receive import Received, Receiver
from zhouqi.events.bus.shutdown import stop_client
from zhouqi.events.bus.topics import Topics, topics
from zhouqi.events.heartbeat import Heartbeat
from zhouqi.events.log.connection import Conn, connect

_BATCH = 500
_LOOK_SECONDS = 3.0
_COMMIT_SECONDS = 5.0
_DOUBT_SECONDS = 30.0
_POLL_MS = 250
_BUSY_SECONDS = 1.0
_PATIENCE_TIMES = 1.5
_BUSY_BYTES = 512 * 1024
_logger = structlog.get_logger(__name__)


class Consumer:
    """One service's consumer. More than 20 bad among the last 100 new messages of our own make it halt."""

    def __init__(
        self,
        service: str,
        dsn: str,
        kafka: Kafka,
        types: Iterable[str],
        receiver: Receiver,
        heartbeat: Heartbeat,
    ) -> None:
        self._service = service
        self._dsn = dsn
        self._kafka = kafka
        self._types = frozenset(types)
        self._receiver = receiver
        self._heartbeat = heartbeat
        self._halts = HaltSwitch(dsn, receiver)
        self._conn: Conn | None = None

    async def run(self) -> None:
        """Consume until cancelled. Raises WrongVersion."""
        while True:
            try:
                await self._halts.wait(self._heartbeat)
                await self._consume()
            except Halted:
                continue
            except (KafkaError, psycopg.OperationalError, OSError) as error:  # a TimeoutError is one too
                _logger.warning("consumer.retry", service=self._service, cause=type(error).__name__)
                self._heartbeat.stumble(type(error).__name__)
                await asyncio.sleep(1)

    async def _consume(self) -> None:
        codecs.bound_the_client()
        mend_the_client()
        consumer = AIOKafkaConsumer(
            bootstrap_servers=self._kafka.bootstrap,
            group_id=f"zhouqi-{self._service}",
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            partition_assignment_strategy=(RangePartitionAssignor,),
            fetch_max_wait_ms=self._kafka.fetch_wait_ms,
            request_timeout_ms=self._kafka.request_timeout_ms,
            session_timeout_ms=self._kafka.session_timeout_ms,
            heartbeat_interval_ms=self._kafka.session_timeout_ms // 3,
            metadata_max_age_ms=10_000,
        )
        offsets = ConsumerOffsets(consumer, self._dsn, self._receiver.provenance)
        try:
            await provenance.check_secret(await self._connection(), self._receiver.provenance.signatures)
            async with self._patience():
                await consumer.start()
            async with topics(self._kafka) as admin:
                await self._poll(consumer, offsets, admin)
        finally:
            await stop_client(consumer)
            if self._conn is not None:
                await self._conn.close()

    async def _poll(self, consumer: AIOKafkaConsumer, offsets: ConsumerOffsets, admin: Topics) -> None:
        looked = committed = -_COMMIT_SECONDS
        doubted = delivered = monotonic()
        subscribed: frozenset[str] = frozenset()
        while True:
            self._heartbeat.beat()
            if monotonic() - looked > _LOOK_SECONDS:
                async with self._patience():
                    found = await self._existing(admin)
                if found != subscribed:
                    _subscribe(consumer, found, offsets)
                    subscribed = found
                looked = monotonic()
            if not subscribed:
                await asyncio.sleep(0.5)
                continue
            await offsets.seek_assigned()
            async with self._patience():
                messages = await self._next(consumer, offsets)
            self._heartbeat.go_on()
            if messages:
                await self._hand_over(messages)
                offsets.advance(messages)
                delivered = monotonic()
            self._gather(consumer, busy=monotonic() - delivered < _BUSY_SECONDS)
            if monotonic() - committed > _COMMIT_SECONDS:
                async with self._patience():
                    await offsets.commit_offsets()
                committed = monotonic()
            if monotonic() - doubted > _DOUBT_SECONDS:
                offsets.recheck_idle()
                doubted = monotonic()

    def _patience(self) -> asyncio.Timeout:
        """How long the client may take for anything; with a TimeoutError it is given up for another.

        Left alone it waits for ever for a broker that is away.
        """
        return asyncio.timeout(_PATIENCE_TIMES * self._kafka.request_timeout_ms / 1000)

    async def _existing(self, admin: Topics) -> frozenset[str]:
        """The topics to subscribe to: only those that exist, asking for one might make it."""
        return self._types & (await admin.existing()).keys()

    def _gather(self, consumer: AIOKafkaConsumer, *, busy: bool) -> None:
        """Let the broker answer the next fetch at the first message, or while they come gather them a moment.

        A fetch that is answered by the first of them brings it alone, and the others wait for two batches
        of work, this one and their own. The embedded broker looks for a message only twice in the time
        that it may hold a fetch, so the shorter time is also the sooner answer.
        """
        fetcher = consumer._fetcher  # noqa: SLF001  # the client has no other way to change these
        assert fetcher is not None
        wait = self._kafka.busy_fetch_wait_ms if busy else self._kafka.fetch_wait_ms
        fetcher._fetch_max_wait_ms = wait  # noqa: SLF001
        fetcher._fetch_min_bytes = _BUSY_BYTES if busy else 1  # noqa: SLF001

    async def _next(self, consumer: AIOKafkaConsumer, offsets: ConsumerOffsets) -> list[Message]:
        try:
            batch = await consumer.getmany(timeout_ms=_POLL_MS, max_records=_BATCH)
        except UNPARSED as error:
            _logger.warning("consumer.unparsed", service=self._service, cause=type(error).__name__)
            return await offsets.skip_unparsed()
        messages: list[Message] = []
        for place, records in batch.items():
            messages += (as_message(place, record) for record in offsets.accept(place, records))
        offsets.rewind_truncated()
        return messages

    async def _hand_over(self, messages: Sequence[Message]) -> None:
        """Return only after the commit: a batch that is given up would be lost."""
        pause = 0.1
        received: Received | None = None
        while received is None:
            try:
                received = await self._receiver.receive(await self._connection(), messages)
            except psycopg.OperationalError as error:
                _logger.warning("consumer.store_away", service=self._service, cause=type(error).__name__)
                self._heartbeat.stumble(type(error).__name__)
                await asyncio.sleep(pause)
                pause = min(pause * 2, 5.0)
        await self._halts.judge(received.verdicts)

    async def _connection(self) -> Conn:
        if self._conn is None or self._conn.broken or self._conn.closed:
            self._conn = await connect(self._dsn)
        return self._conn


def _subscribe(consumer: AIOKafkaConsumer, found: frozenset[str], offsets: ConsumerOffsets) -> None:
    """Subscribe to these alone: the client goes on asking for a topic that is gone, and might make it."""
    if found:
        consumer.subscribe(topics=sorted(found), listener=offsets)
    else:
        consumer.unsubscribe()
