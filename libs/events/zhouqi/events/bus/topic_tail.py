"""Read what already stands in a topic, before anything is published to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import TypeAlias
from uuid import UUID

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaTimeoutError, OffsetOutOfRangeError

from zhouqi.events.bus import codecs, lenient_fetch
from zhouqi.events.bus.client_connection import mend_the_client
from zhouqi.events.bus.envelope import Origin
from zhouqi.events.bus.kafka import Kafka
from zhouqi.events.bus.publish import Partition
from zhouqi.events.bus.shutdown import stop_client

Recognise: TypeAlias = Callable[
    [str, bytes | None, bytes | None, Sequence[tuple[str, bytes | None]]], Origin | None
]
"""Where a message of topic, key, value and headers comes from; None where it is no message of the owner's."""


@dataclass(slots=True)
class Tail:
    """What stood in one partition from an offset on.

    ``first`` is the first record's offset and origin; ``position`` and ``life`` are the highest that
    any origin names; ``strangers`` counts the records that are none of the owner's.
    """

    first: tuple[int, Origin | None] | None = None
    stores: set[UUID] = field(default_factory=set)
    position: int = 0
    life: int = 0
    strangers: int = 0

    def add(self, offset: int, origin: Origin | None) -> None:
        """The next record."""
        if self.first is None:
            self.first = offset, origin
        if origin is None:
            self.strangers += 1
        else:
            self.stores.add(origin.store)
            self.position = max(self.position, origin.position)
            self.life = max(self.life, origin.life)


class TopicTail:
    """A reader outside any group; it moves nobody's offsets."""

    def __init__(self, consumer: AIOKafkaConsumer, kafka: Kafka, origin: Recognise) -> None:
        self._consumer = consumer
        self._origin = origin
        self._patience = kafka.request_timeout_ms / 1000

    async def read(self, partitions: Mapping[Partition, int]) -> dict[Partition, Tail]:
        """Read each partition from the given offset to its end.

        The end is the high watermark of a fetch: the embedded broker reports a lower one when asked.
        Raises KafkaTimeoutError or TimeoutError when a partition can't be read.
        """
        places = {TopicPartition(*partition): offset for partition, offset in partitions.items()}
        found = {TopicPartition(*partition): Tail() for partition in partitions}
        self._consumer.assign(list(places))
        for place, offset in places.items():
            self._consumer.seek(place, offset)
        reading = set(places)
        progress = monotonic()
        while reading:
            if await self._fetch(found, reading):
                progress = monotonic()
            elif monotonic() - progress > self._patience:
                raise KafkaTimeoutError(f"nothing can be read from {sorted(reading)}")
        return {(place.topic, place.partition): what for place, what in found.items()}

    async def _fetch(self, found: Mapping[TopicPartition, Tail], reading: set[TopicPartition]) -> bool:
        """Fetch once, and drop from ``reading`` what was read to its end; whether that helped."""
        try:
            batch = await self._consumer.getmany(*reading, timeout_ms=200, max_records=1000)
        except OffsetOutOfRangeError as error:
            ended, batch = reading & set(error.args[0]), {}
        except lenient_fetch.UNPARSED:
            return await self._past_the_client(found, reading)
        else:
            for place, records in batch.items():
                for record in records:
                    self._add(found[place], place, record)
            ended = {place for place in reading if await self._at_end(place)}
        self._consumer.pause(*ended)
        reading -= ended
        return bool(ended or batch)

    async def _past_the_client(
        self, found: Mapping[TopicPartition, Tail], reading: set[TopicPartition]
    ) -> bool:
        """Fetch each once where something stands that the client cannot read: it is none of ours."""
        for place in list(reading):
            stretch = await lenient_fetch.read_leniently(
                self._consumer, place, await self._consumer.position(place)
            )
            for record in stretch.records:
                self._add(found[place], place, record)
            self._consumer.seek(place, stretch.next_offset)
            if stretch.next_offset >= stretch.end:
                self._consumer.pause(place)
                reading.remove(place)
        return True

    def _add(self, found: Tail, place: TopicPartition, record: ConsumerRecord[bytes, bytes]) -> None:
        found.add(record.offset, self._origin(place.topic, record.key, record.value, record.headers))

    async def _at_end(self, place: TopicPartition) -> bool:
        end = self._consumer.highwater(place)
        if end is None:
            return False
        async with asyncio.timeout(self._patience):  # the client would wait for ever
            return bool(await self._consumer.position(place) >= end)

    async def empty(self, partitions: Sequence[Partition]) -> set[Partition]:
        """Those whose end offset is 0. The topics must exist."""
        ends = await self._consumer.end_offsets([TopicPartition(*place) for place in partitions])
        return {(place.topic, place.partition) for place, end in ends.items() if end == 0}


@asynccontextmanager
async def topic_tail(kafka: Kafka, origin: Recognise) -> AsyncIterator[TopicTail]:
    """A probe for as long as the block lasts; ``origin`` knows the messages of the topics' owner."""
    codecs.bound_the_client()
    mend_the_client()
    consumer = AIOKafkaConsumer(
        bootstrap_servers=kafka.bootstrap,
        enable_auto_commit=False,
        auto_offset_reset="none",
        fetch_max_wait_ms=kafka.fetch_wait_ms,
        request_timeout_ms=kafka.request_timeout_ms,
    )
    try:
        await consumer.start()
        yield TopicTail(consumer, kafka, origin)
    finally:
        await stop_client(consumer)
