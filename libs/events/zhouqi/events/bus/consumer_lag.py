"""What stands in the topics and was not taken yet, seen from outside the consumer.

So it is known also while the consumer halts, hangs or is away, and every replica knows the whole.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import OffsetOutOfRangeError

from zhouqi.events.bus import codecs, lenient_fetch
from zhouqi.events.bus.client_connection import mend_the_client
from zhouqi.events.bus.kafka import Kafka
from zhouqi.events.bus.shutdown import stop_client
from zhouqi.events.bus.topics import Topics, topics
from zhouqi.events.log.connection import Conn

_PATIENCE_SECONDS = 2.0
_FETCH_BYTES = 16 * 1024
_FEW = 50


@dataclass(frozen=True, slots=True)
class ConsumerLag:
    """How many events wait, and for how many seconds the oldest has stood in its topic."""

    events: int = 0
    oldest_seconds: float = 0.0


@dataclass(slots=True)
class _LagRound:
    """One look at partitions: from where each is read, where it ends, since when its first record stands."""

    places: dict[TopicPartition, int]
    ends: dict[TopicPartition, int] = field(default_factory=dict)
    since: dict[TopicPartition, float] = field(default_factory=dict)

    def waiting(self, place: TopicPartition) -> int:
        """How many records wait."""
        return max(0, self.ends[place] - self.places[place])

    def settled(self, place: TopicPartition) -> bool:
        """Nothing more needs to be known of the partition."""
        return place in self.ends and (place in self.since or not self.waiting(place))


class LagProbe:
    """Compares the topics with the offsets in a consumer's database. One look at a time."""

    def __init__(self, consumer: AIOKafkaConsumer, admin: Topics, types: Iterable[str]) -> None:
        self._consumer = consumer
        self._admin = admin
        self._types = frozenset(types)
        self._known: dict[tuple[TopicPartition, int], float] = {}

    async def measure(self, conn: Conn) -> ConsumerLag:
        """What waits now. Raises aiokafka's and psycopg's errors.

        An end is the high watermark of a fetch: the embedded broker reports a lower one when asked. A
        partition that says nothing within two seconds counts as empty.
        """
        existing = await self._admin.existing()
        reached = await _reached(conn)
        looking = _LagRound(
            {
                place: reached.get(place, 0)
                for topic in self._types & existing.keys()
                for place in (TopicPartition(topic, number) for number in range(existing[topic]))
            }
        )
        if looking.places:
            await self._fetch(looking)
        self._remember(looking)
        waiting = {place: looking.waiting(place) for place in looking.ends}
        since = [looking.since[place] for place, count in waiting.items() if count and place in looking.since]
        oldest = max(0.0, time.time() - min(since)) if since else 0.0
        return ConsumerLag(sum(waiting.values()), oldest)

    async def _fetch(self, looking: _LagRound) -> None:
        for place, offset in looking.places.items():
            if (since := self._known.get((place, offset))) is not None:
                looking.since[place] = since
        self._consumer.assign(list(looking.places))
        try:
            for place, offset in looking.places.items():
                self._consumer.seek(place, offset)
            await self._read(looking)
        except lenient_fetch.UNPARSED:
            await self._past_the_client(looking)
        finally:
            self._consumer.unsubscribe()  # or it would go on fetching until the next look

    async def _read(self, looking: _LagRound) -> None:
        pending = set(looking.places)
        until = time.monotonic() + _PATIENCE_SECONDS
        while pending and time.monotonic() < until:
            try:
                batch = await self._consumer.getmany(*pending, timeout_ms=100, max_records=_FEW)
            except OffsetOutOfRangeError as error:
                for place in pending & set(error.args[0]):  # made anew: the consumer begins again too
                    looking.places[place] = 0
                    self._consumer.seek(place, 0)
                batch = {}
            for place, records in batch.items():
                looking.since.setdefault(place, records[0].timestamp / 1000)
            for place in pending:
                if (highwater := self._consumer.highwater(place)) is not None:
                    looking.ends.setdefault(place, highwater)
            done = {place for place in pending if looking.settled(place)}
            self._consumer.pause(*done)
            pending -= done

    async def _past_the_client(self, looking: _LagRound) -> None:
        """What of each partition is not known yet: something stands there that the client cannot read."""
        for place, offset in looking.places.items():
            if not looking.settled(place):
                found = await lenient_fetch.read_leniently(self._consumer, place, offset, wait_ms=1)
                looking.ends.setdefault(place, found.end)
                if found.since is not None:
                    looking.since.setdefault(place, found.since)

    def _remember(self, looking: _LagRound) -> None:
        """What waits still stands where it stood: it need not be fetched again."""
        self._known = {(place, looking.places[place]): since for place, since in looking.since.items()}


async def _reached(conn: Conn) -> dict[TopicPartition, int]:
    rows = await conn.execute("select topic, partition, next_offset from log.consumed")
    return {
        TopicPartition(str(topic), int(str(number))): int(str(offset)) async for topic, number, offset in rows
    }


@asynccontextmanager
async def lag_probe(kafka: Kafka, types: Iterable[str]) -> AsyncIterator[LagProbe]:
    """A probe for as long as the block lasts. It belongs to no group and moves nobody's offsets."""
    codecs.bound_the_client()
    mend_the_client()
    consumer = AIOKafkaConsumer(
        bootstrap_servers=kafka.bootstrap,
        enable_auto_commit=False,
        auto_offset_reset="none",
        fetch_max_wait_ms=50,
        max_partition_fetch_bytes=_FETCH_BYTES,
        request_timeout_ms=kafka.request_timeout_ms,
    )
    try:
        await consumer.start()
        async with topics(kafka) as admin:
            yield LagProbe(consumer, admin, types)
    finally:
        await stop_client(consumer)
