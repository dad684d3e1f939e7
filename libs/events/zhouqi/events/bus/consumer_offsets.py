"""Where a consumer stands: offsets from its own database, checked against what the topic holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError

from zhouqi.events.bus import lenient_fetch
from zhouqi.events.bus.envelope import Origin
from zhouqi.events.bus.message import Message
from zhouqi.events.bus.provenance import Provenance, Strange
from zhouqi.events.log.connection import connect

_logger = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Reached:
    """How far one partition is in the database, and what the last message of it was."""

    next_offset: int = 0
    life: int = 0
    origin: str | None = None


class ConsumerOffsets(ConsumerRebalanceListener):
    """Seeks, and finds out when a topic is no longer the one that was read.

    Nothing is taken from a partition before it was *placed*: the client starts to fetch as soon as
    it is assigned one, from wherever the broker remembers. Placed, it first reads the last known
    message again, and once more whenever it was idle for long.

    A partition is read from the beginning when that message is not where it was, when its end lies
    before the place reached, and once for each message of a higher life: a topic may have been lost
    and filled again while this consumer slept.
    """

    def __init__(self, consumer: AIOKafkaConsumer, dsn: str, provenance: Provenance) -> None:
        self._consumer = consumer
        self._provenance = provenance
        self._dsn = dsn
        self._reached: dict[TopicPartition, _Reached] = {}
        self._placed: set[TopicPartition] = set()
        self._doubted: set[TopicPartition] = set()
        self._moved: set[TopicPartition] = set()

    async def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        """Nothing to save: the offsets were committed with the events."""
        self._placed.clear()

    async def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        """Nothing is in its place any more; an error raised here would be swallowed."""
        self._placed.clear()

    async def seek_assigned(self) -> None:
        """Seek newly assigned partitions to one before their next offset. Raises OperationalError."""
        if self._consumer.assignment() <= self._placed:
            return
        kept = await self._load()
        for place in self._consumer.assignment() - self._placed:
            self._reached[place] = kept.get(place, _Reached())
            self._placed.add(place)
            self._moved.add(place)
            self._doubt(place)

    def accept(
        self, place: TopicPartition, records: Sequence[ConsumerRecord[bytes, bytes]]
    ) -> Sequence[ConsumerRecord[bytes, bytes]]:
        """Those of these records to take; none when the partition was sent elsewhere."""
        if place not in self._placed or not (records := self._within(place, records)):
            return ()
        first, reached = records[0], self._reached[place]
        doubted = place in self._doubted
        self._doubted.discard(place)
        known = doubted and (first.offset + 1, _origin(first)) == (reached.next_offset, reached.origin)
        life = max((self._life(place, record, reached.life) for record in records), default=0)
        risen = life > max(reached.life, 1)
        reached.life = max(reached.life, life)
        if first.offset > 0 and (risen or (doubted and not known)):
            _logger.warning("consumer.rewind", topic=place.topic, partition=place.partition, life=life)
            self._rewind(place)
            return ()
        if known:
            return records[1:]
        reached.next_offset = min(reached.next_offset, first.offset)
        return records

    def _within(
        self, place: TopicPartition, records: Sequence[ConsumerRecord[bytes, bytes]]
    ) -> Sequence[ConsumerRecord[bytes, bytes]]:
        """Those that stand before the partition's end: within a batch, whoever packed it numbers its records."""
        end = self._consumer.highwater(place)
        within = [record for record in records if end is None or record.offset < end]
        if len(within) < len(records):
            _logger.warning("consumer.no_such_offset", topic=place.topic, partition=place.partition)
        return within

    def rewind_truncated(self) -> None:
        """Send partitions to their beginning whose end lies before the place reached."""
        for place in self._consumer.assignment() & self._placed:
            end = self._consumer.highwater(place)
            if end is not None and self._reached[place].next_offset > end:
                _logger.warning("consumer.truncated", topic=place.topic, partition=place.partition)
                self._rewind(place)

    def recheck_idle(self) -> None:
        """Read the last known message again where nothing came since the last call.

        A topic that was lost and filled again, and by chance ends where this consumer stands, shows
        in nothing else until its next message.
        """
        for place in (self._consumer.assignment() & self._placed) - self._moved:
            self._doubt(place)
        self._moved.clear()

    def advance(self, messages: Sequence[Message]) -> None:
        """Remember how far the database has come."""
        for message in messages:
            place = TopicPartition(message.topic, message.partition)
            origin = message.origin()
            reached = self._reached.setdefault(place, _Reached())
            reached.next_offset = message.offset + 1
            reached.origin = None if origin is None else origin.encode().decode()
            self._moved.add(place)

    async def skip_unparsed(self) -> list[Message]:
        """Read each partition once past the client, which can't parse a batch of one of them.

        After such a failure it has thrown away what it had fetched, so every partition is read again
        from the place that the database has reached.
        """
        messages: list[Message] = []
        for place in self._consumer.assignment() & self._placed:
            reached = self._reached[place]
            at = max(reached.next_offset - 1, 0) if place in self._doubted else reached.next_offset
            found = await lenient_fetch.read_leniently(self._consumer, place, at)
            self._consumer.seek(place, found.next_offset)
            if found.records:
                messages += (as_message(place, record) for record in self.accept(place, found.records))
        return messages

    async def commit_offsets(self) -> None:
        """Commit the places reached to the broker, where lag monitors look for them."""
        places = self._consumer.assignment() & self._placed
        known = {place: self._reached[place].next_offset for place in places}
        if reached := {place: offset for place, offset in known.items() if offset > 0}:
            try:
                await self._consumer.commit(reached)
            except KafkaError as error:
                _logger.info("consumer.offsets_not_reported", cause=type(error).__name__)

    def _life(self, place: TopicPartition, record: ConsumerRecord[bytes, bytes], reached: int) -> int:
        """The life of a message; only one that claims a higher one has to prove where it comes from."""
        claimed = _header(record)
        if claimed is None or claimed.life <= reached:
            return 0
        try:
            return self._provenance.origin(as_message(place, record)).life
        except Strange:
            return 0

    def _doubt(self, place: TopicPartition) -> None:
        if (next_offset := self._reached[place].next_offset) > 0:
            self._doubted.add(place)
        self._consumer.seek(place, max(next_offset - 1, 0))

    def _rewind(self, place: TopicPartition) -> None:
        self._doubted.discard(place)
        self._reached[place].next_offset = 0
        self._consumer.seek(place, 0)

    async def _load(self) -> dict[TopicPartition, _Reached]:
        conn = await connect(self._dsn, autocommit=True)
        try:
            rows = await conn.execute("select topic, partition, next_offset, life, origin from log.consumed")
            return {
                TopicPartition(str(topic), int(str(partition))): _Reached(
                    int(str(next_offset)),
                    int(str(life)),
                    None if origin is None else str(origin),
                )
                async for topic, partition, next_offset, life, origin in rows
            }
        finally:
            await conn.close()


def as_message(place: TopicPartition, record: ConsumerRecord[bytes, bytes]) -> Message:
    """What the client has read, as the receiver takes it."""
    return Message(
        place.topic, place.partition, record.offset, record.key, record.value, tuple(record.headers)
    )


def _header(record: ConsumerRecord[bytes, bytes]) -> Origin | None:
    return Origin.decode(dict(record.headers).get("position"))


def _origin(record: ConsumerRecord[bytes, bytes]) -> str | None:
    origin = _header(record)
    return None if origin is None else origin.encode().decode()
