"""Read what already stands in a topic, before anything is published to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import monotonic
from uuid import UUID

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaTimeoutError, OffsetOutOfRangeError

from zhouqi.events.ending import end
from zhouqi.events.envelope import Origin
from zhouqi.events.kafka import Kafka
from zhouqi.events.publish import Partition


@dataclass(slots=True)
class Found:
    """What stood in one partition from an offset on.

    ``first`` is the first record's offset and origin; ``position`` and ``life`` are the highest that
    any origin names; ``strangers`` counts the records that name none.
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


class Probe:
    """A reader outside any group; it moves nobody's offsets."""

    def __init__(self, consumer: AIOKafkaConsumer, kafka: Kafka) -> None:
        self._consumer = consumer
        self._patience = kafka.request_timeout_ms / 1000

    async def read(self, partitions: Mapping[Partition, int]) -> dict[Partition, Found]:
        """Read each partition from the given offset to its end.

        The end is the high watermark of a fetch: the embedded broker reports a lower one when asked.
        Raises KafkaTimeoutError or TimeoutError when a partition can't be read.
        """
        places = {TopicPartition(*partition): offset for partition, offset in partitions.items()}
        found = {TopicPartition(*partition): Found() for partition in partitions}
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

    async def _fetch(self, found: Mapping[TopicPartition, Found], reading: set[TopicPartition]) -> bool:
        """Fetch once, and drop from ``reading`` what was read to its end; whether that helped."""
        try:
            batch = await self._consumer.getmany(*reading, timeout_ms=200, max_records=1000)
        except OffsetOutOfRangeError as error:
            ended, batch = reading & set(error.args[0]), {}
        else:
            for place, records in batch.items():
                for record in records:
                    origin = Origin.decode(dict(record.headers).get("position"))
                    found[place].add(record.offset, origin)
            ended = {place for place in reading if await self._at_end(place)}
        self._consumer.pause(*ended)
        reading -= ended
        return bool(ended or batch)

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
async def probe(kafka: Kafka) -> AsyncIterator[Probe]:
    """A probe for as long as the block lasts."""
    consumer = AIOKafkaConsumer(
        bootstrap_servers=kafka.bootstrap,
        enable_auto_commit=False,
        auto_offset_reset="none",
        fetch_max_wait_ms=kafka.fetch_wait_ms,
        request_timeout_ms=kafka.request_timeout_ms,
    )
    try:
        await consumer.start()
        yield Probe(consumer, kafka)
    finally:
        await end(consumer)
