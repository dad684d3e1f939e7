"""Publish messages and wait for every acknowledgement, in order within each partition."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeAlias

import msgspec
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from aiokafka.partitioner import murmur2
from aiokafka.producer.message_accumulator import BatchBuilder

from zhouqi.events.bus.client_connection import mend_the_client
from zhouqi.events.bus.envelope import CONTENT_TYPE
from zhouqi.events.bus.kafka import Kafka
from zhouqi.events.bus.shutdown import stop_client
from zhouqi.events.bus.signatures import HEADER

Partition: TypeAlias = tuple[str, int]
_BATCH_BYTES = 900_000


class Outgoing(msgspec.Struct, frozen=True, gc=False):
    """What goes out: the key is the stream's name, ``origin`` the value of the position header."""

    topic: str
    key: bytes
    value: bytes
    origin: bytes
    signature: bytes | None = None

    @property
    def headers(self) -> list[tuple[str, bytes]]:
        """The headers that go with it."""
        headers = [("content-type", CONTENT_TYPE), ("position", self.origin)]
        return headers if self.signature is None else [*headers, (HEADER, self.signature)]


@dataclass(frozen=True, slots=True)
class Acked:
    """Consecutive offsets that the broker has acknowledged."""

    first: int
    last: int


class Publisher:
    """One producer. At most one batch per partition is under way, so a retry can't overtake."""

    def __init__(self, producer: AIOKafkaProducer, kafka: Kafka) -> None:
        self._producer = producer
        self._partitions = kafka.partitions
        self._patience = kafka.request_timeout_ms / 1000

    async def publish(self, messages: Sequence[Outgoing]) -> dict[Partition, list[Acked]]:
        """Publish all, in order within each partition; returns what was acknowledged.

        Returns only when everything is acknowledged by all in-sync replicas. Raises aiokafka's
        errors and TimeoutError; some may then have been published: publishing again gives
        duplicates, never loss.
        """
        waiting: dict[Partition, deque[Outgoing]] = defaultdict(deque)
        for message in messages:
            partition = (murmur2(message.key) & 0x7FFFFFFF) % self._partitions
            waiting[message.topic, partition].append(message)
        acked: dict[Partition, list[Acked]] = defaultdict(list)
        while waiting:
            async with asyncio.timeout(self._patience):  # an idempotent producer would try for ever
                sent = await asyncio.gather(
                    *(self._send(partition, queue) for partition, queue in waiting.items()),
                    return_exceptions=True,  # nothing may still be under way when a retry begins
                )
            for partition, offsets in zip(list(waiting), sent, strict=True):
                if isinstance(offsets, BaseException):
                    raise offsets
                acked[partition].append(offsets)
                if not waiting[partition]:
                    del waiting[partition]
        return acked

    async def _send(self, partition: Partition, queue: deque[Outgoing]) -> Acked:
        topic, number = partition
        batch = self._producer.create_batch()
        while queue and _append(batch, queue[0]):
            queue.popleft()
        count = batch.record_count()
        if count == 0:
            raise ValueError(f"a message for {topic} does not fit into a batch")
        batch.close()
        delivered = await self._producer.send_batch(batch, topic, partition=number)
        record = await delivered
        if record.offset < 0:
            raise KafkaError(f"{topic} was acknowledged without a place")
        return Acked(record.offset, record.offset + count - 1)


def _append(batch: BatchBuilder, message: Outgoing) -> bool:
    added = batch.append(timestamp=None, key=message.key, value=message.value, headers=message.headers)
    return added is not None


@asynccontextmanager
async def publisher(kafka: Kafka) -> AsyncIterator[Publisher]:
    """A publisher for as long as the block lasts."""
    mend_the_client()
    producer = AIOKafkaProducer(
        bootstrap_servers=kafka.bootstrap,
        acks="all",
        enable_idempotence=kafka.idempotence,
        max_batch_size=_BATCH_BYTES,
        request_timeout_ms=kafka.request_timeout_ms,
    )
    try:
        await producer.start()
        yield Publisher(producer, kafka)
    finally:
        await stop_client(producer)
