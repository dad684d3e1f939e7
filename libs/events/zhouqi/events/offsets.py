"""Where a consumer stands: offsets from its own database, checked against what the topic holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError

from zhouqi.events.connection import connect
from zhouqi.events.delivery import Delivery
from zhouqi.events.envelope import Origin

_logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Last:
    """The last message that was consumed: it must still be where it was."""

    offset: int
    origin: str | None


class Offsets(ConsumerRebalanceListener):
    """Seeks, and finds out when a topic is no longer the one that was read.

    A partition is read from the beginning when the last known message is not where it was, when its
    end lies before the place reached, and once for each message of a higher life: a topic may have
    been lost and filled again while this consumer slept.
    """

    def __init__(self, consumer: AIOKafkaConsumer, dsn: str) -> None:
        self._consumer = consumer
        self._dsn = dsn
        self._next: dict[TopicPartition, int] = {}
        self._lives: dict[TopicPartition, int] = {}
        self._last: dict[TopicPartition, _Last] = {}

    async def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        """Nothing to save: the offsets were committed with the events."""
        for place in revoked:
            self._next.pop(place, None)

    async def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        """Seek each partition to one before its next offset."""
        kept = await self._load()
        for place in assigned:
            next_offset, life, origin = kept.get(place, (0, 0, None))
            self._lives[place] = life
            self._last.pop(place, None)
            if next_offset > 0:
                self._last[place] = _Last(next_offset - 1, origin)
            self._seek(place, max(next_offset - 1, 0))

    def accept(self, place: TopicPartition, records: Sequence[ConsumerRecord[bytes, bytes]]) -> bool:
        """Whether to take these records; otherwise the partition was sent to its beginning."""
        first = records[0]
        last = self._last.pop(place, None)
        another = last is not None and last != _Last(first.offset, _origin(first))
        life = max(_life(record) for record in records)
        risen = life > self._lives.get(place, 0)
        self._lives[place] = max(life, self._lives.get(place, 0))
        if first.offset > 0 and (another or (risen and life > 1)):
            _logger.warning("consumer.rewind", topic=place.topic, partition=place.partition, life=life)
            self._seek(place, 0)
            return False
        return True

    def rewind_truncated(self) -> None:
        """Send partitions to their beginning whose end lies before the place reached."""
        for place in self._consumer.assignment():
            end = self._consumer.highwater(place)
            if end is not None and self._next.get(place, 0) > end:
                _logger.warning("consumer.truncated", topic=place.topic, partition=place.partition)
                self._last.pop(place, None)
                self._seek(place, 0)

    def delivered(self, deliveries: Sequence[Delivery]) -> None:
        """Remember how far the database has come."""
        for delivery in deliveries:
            place = TopicPartition(delivery.topic, delivery.partition)
            self._next[place] = delivery.offset + 1

    async def step_over(self) -> list[Delivery]:
        """Read one record of each partition; one that the client can't parse becomes a defect.

        After such a failure the client has thrown away what it had fetched, so every partition is
        read again from the place that the database has reached.
        """
        deliveries = []
        for place in self._consumer.assignment():
            next_offset = self._next.get(place, 0)
            self._consumer.seek(place, next_offset)
            try:
                batch = await self._consumer.getmany(place, timeout_ms=500, max_records=1)
            except UnicodeDecodeError:
                defect = "header name is not UTF-8"
                self._consumer.seek(place, next_offset + 1)
                deliveries.append(Delivery(place.topic, place.partition, next_offset, None, None, (), defect))
            else:
                deliveries += [
                    Delivery(
                        place.topic,
                        place.partition,
                        record.offset,
                        record.key,
                        record.value,
                        tuple(record.headers),
                    )
                    for record in batch.get(place, ())
                ]
        return deliveries

    async def report(self) -> None:
        """Commit the places reached to the broker, where lag monitors look for them."""
        known = {place: at for place, at in self._next.items() if at > 0}
        reached = {place: known[place] for place in self._consumer.assignment() & known.keys()}
        if reached:
            try:
                await self._consumer.commit(reached)
            except KafkaError as error:
                _logger.info("consumer.offsets_not_reported", cause=type(error).__name__)

    def _seek(self, place: TopicPartition, offset: int) -> None:
        self._consumer.seek(place, offset)
        self._next[place] = offset

    async def _load(self) -> dict[TopicPartition, tuple[int, int, str | None]]:
        conn = await connect(self._dsn, autocommit=True)
        try:
            rows = await conn.execute("select topic, partition, next_offset, life, origin from log.consumed")
            return {
                TopicPartition(str(topic), int(str(partition))): (
                    int(str(next_offset)),
                    int(str(life)),
                    None if origin is None else str(origin),
                )
                async for topic, partition, next_offset, life, origin in rows
            }
        finally:
            await conn.close()


def _header(record: ConsumerRecord[bytes, bytes]) -> Origin | None:
    return Origin.decode(dict(record.headers).get("position"))


def _origin(record: ConsumerRecord[bytes, bytes]) -> str | None:
    origin = _header(record)
    return None if origin is None else origin.encode().decode()


def _life(record: ConsumerRecord[bytes, bytes]) -> int:
    origin = _header(record)
    return 0 if origin is None else origin.life
