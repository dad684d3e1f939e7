"""Read records past the client, which raises for a header whose name is no UTF-8.

It then throws away what it had fetched, and whoever asks for a record behind that one in the same
batch meets the error again: stepping over it would lose the good records that follow.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import SupportsIndex

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import CorruptRecordException, LeaderNotAvailableError, for_code
from aiokafka.protocol.fetch import FetchRequest
from aiokafka.record.default_records import _DefaultRecordBatchPy

_PARTITION_BYTES = 1024 * 1024
_WAIT_MS = 200
_BATCH_HEAD = struct.Struct(">qiib")  # base offset, length of the rest, leader epoch, magic
_BEFORE_LENGTH = 12
_MAGIC = 2


async def read(
    consumer: AIOKafkaConsumer, place: TopicPartition, offset: int
) -> list[ConsumerRecord[bytes, bytes]]:
    r"""What stands in ``place`` from ``offset`` on, a fetch of it; empty at its end.

    Bytes of a header's name that are no UTF-8 read as ``\xff``. Raises KafkaError.
    """
    client = consumer._client  # noqa: SLF001  # it has no public way to what a broker answered
    leader = client.cluster.leader_for_partition(place)
    if leader is None or leader < 0:
        raise LeaderNotAvailableError(place)
    asked = [(place.topic, [(place.partition, offset, _PARTITION_BYTES)])]
    response = await client.send(leader, FetchRequest(_WAIT_MS, 1, _PARTITION_BYTES, 0, asked, ""))
    records: list[ConsumerRecord[bytes, bytes]] = []
    for _, partitions in response.topics:
        for _, code, *_, found in partitions:
            if code:
                raise for_code(code)(place)
            records += _records(place, found or b"")
    return [record for record in records if record.offset >= offset]


def _records(place: TopicPartition, found: bytes) -> Iterator[ConsumerRecord[bytes, bytes]]:
    at = 0
    while len(found) - at >= _BATCH_HEAD.size:
        _, length, _, magic = _BATCH_HEAD.unpack_from(found, at)
        end = at + _BEFORE_LENGTH + length
        if end > len(found):
            return  # the rest of it comes with the next fetch
        if magic != _MAGIC:
            raise CorruptRecordException(f"records of format {magic} in {place}")
        yield from _batch(place, found[at:end])
        at = end


def _batch(place: TopicPartition, found: bytes) -> Iterator[ConsumerRecord[bytes, bytes]]:
    batch = _DefaultRecordBatchPy(found)
    if not batch.validate_crc():
        raise CorruptRecordException(place)
    if batch.is_control_batch:
        return
    batch._maybe_uncompress()  # noqa: SLF001
    batch._buffer = _Lenient(batch._buffer)  # noqa: SLF001
    for record in batch:
        yield ConsumerRecord(
            place.topic,
            place.partition,
            record.offset,
            record.timestamp,
            record.timestamp_type,
            record.key,
            record.value,
            record.checksum,
            len(record.key or b""),
            len(record.value or b""),
            tuple(record.headers),  # type: ignore[arg-type]  # a value may be absent, whatever its type says
        )


class _Lenient(bytearray):
    """Bytes of which any part reads as text."""

    def __getitem__(self, place: SupportsIndex | slice) -> int | bytearray:  # type: ignore[override]
        part = super().__getitem__(place)
        return part if isinstance(part, int) else _Lenient(part)

    def decode(self, encoding: str = "utf-8", errors: str = "backslashreplace") -> str:
        return super().decode(encoding, errors)
