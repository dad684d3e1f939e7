"""Read what already stands in a topic, before anything is published to it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import OffsetOutOfRangeError

from zhouqi.events.envelope import Origin
from zhouqi.events.kafka import Kafka
from zhouqi.events.publish import Partition


@dataclass(slots=True)
class Found:
    """What stood in one partition from an offset on: whether there was a record, and all origins."""

    at_offset: bool = False
    origins: list[Origin] = field(default_factory=list)


class Probe:
    """A reader outside any group; it moves nobody's offsets."""

    def __init__(self, consumer: AIOKafkaConsumer) -> None:
        self._consumer = consumer

    async def read(self, partitions: Mapping[Partition, int]) -> dict[Partition, Found]:
        """Read each partition from the given offset to its end.

        The end is the high watermark of a fetch: the embedded broker reports a lower one when asked.
        """
        places = {TopicPartition(*partition): offset for partition, offset in partitions.items()}
        found = {TopicPartition(*partition): Found() for partition in partitions}
        self._consumer.assign(list(places))
        for place, offset in places.items():
            self._consumer.seek(place, offset)
        reading = set(places)
        while reading:
            for lost in await self._fetch(places, found, reading):
                reading.discard(lost)
            for place in list(reading):
                end = self._consumer.highwater(place)
                if end is not None and await self._consumer.position(place) >= end:
                    reading.discard(place)
                    self._consumer.pause(place)
        return {(place.topic, place.partition): what for place, what in found.items()}

    async def _fetch(
        self,
        places: Mapping[TopicPartition, int],
        found: Mapping[TopicPartition, Found],
        reading: set[TopicPartition],
    ) -> Sequence[TopicPartition]:
        try:
            batch = await self._consumer.getmany(*reading, timeout_ms=200, max_records=1000)
        except OffsetOutOfRangeError as error:
            lost = [place for place in error.args[0] if place in reading]
            self._consumer.pause(*lost)
            return lost
        for place, records in batch.items():
            what = found[place]
            what.at_offset = what.at_offset or records[0].offset == places[place]
            for record in records:
                origin = Origin.decode(dict(record.headers).get("position"))
                if origin is not None:
                    what.origins.append(origin)
        return ()

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
        yield Probe(consumer)
    finally:
        await consumer.stop()
