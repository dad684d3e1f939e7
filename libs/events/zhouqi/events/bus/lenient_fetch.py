"""Read a partition past what the client cannot read: one broken batch must not hide what stands behind it.

The client raises for a header whose name is no UTF-8, a batch that does not unpack, a codec that there is not,
a format of long ago. It then throws away what it had fetched, and whoever asks again meets the same error:
for ever where it is retried, and stepping over it would lose the good records that follow.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, SupportsIndex

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import CorruptRecordException, LeaderNotAvailableError, UnsupportedCodecError, for_code
from aiokafka.protocol.fetch import FetchRequest
from aiokafka.record.default_records import _DefaultRecordBatchPy

from zhouqi.events.bus.codecs import Undecodable

UNPARSED: Final = (
    UnicodeDecodeError,
    Undecodable,
    UnsupportedCodecError,
    CorruptRecordException,
    struct.error,
    ValueError,
    IndexError,
    OverflowError,
)
"""What the client raises when a batch is not what it should be."""
UNPARSED_HEADER: Final = "undecodable-batch"
"""The header of a record that stands for a whole batch; its value says why."""
_MOST_RECORDS: Final = 20_000
"""A relay puts at most some hundreds into a batch; here each costs more than in the client's own reading."""
_PARTITION_BYTES: Final = 1024 * 1024
_WAIT_MS: Final = 200
_BATCH_HEAD: Final = struct.Struct(">qiib")  # base offset, length of the rest, leader epoch, magic
_BEFORE_LENGTH: Final = 12
_MAGIC: Final = 2
_Record = ConsumerRecord[bytes, bytes]


@dataclass(frozen=True, slots=True)
class FetchedRecords:
    """What stands in a partition from an offset on: its records, where the next one is, and where it ends.

    ``since`` is when the first batch was written, in seconds; None for none.
    """

    records: list[_Record]
    next_offset: int
    end: int
    since: float | None


async def read_leniently(
    consumer: AIOKafkaConsumer, place: TopicPartition, offset: int, wait_ms: int = _WAIT_MS
) -> FetchedRecords:
    r"""What stands in ``place`` from ``offset`` on, a fetch of it, for which the broker may wait ``wait_ms``.

    Bytes of a header's name that are no UTF-8 read as ``\xff``. A batch that cannot be read is one record
    without a key, at the batch's last offset: its value is the batch as it stands there, its header ``UNPARSED_HEADER``
    says why. Raises KafkaError when the broker refuses.
    """
    client = consumer._client  # noqa: SLF001  # it has no public way to what a broker answered
    leader = client.cluster.leader_for_partition(place)
    if leader is None or leader < 0:
        raise LeaderNotAvailableError(place)
    asked = [(place.topic, [(place.partition, offset, _PARTITION_BYTES)])]
    response = await client.send(leader, FetchRequest(wait_ms, 1, _PARTITION_BYTES, 0, asked, ""))
    ((_, ((_, code, end, *_, found),)),) = response.topics
    if code:
        raise for_code(code)(place)
    return _stretch(place, found or b"", offset, end)


def _stretch(place: TopicPartition, found: bytes, offset: int, end: int) -> FetchedRecords:
    records: list[_Record] = []
    at, next_offset, since = 0, offset, None
    while len(found) - at >= _BATCH_HEAD.size:
        first, length, _, magic = _BATCH_HEAD.unpack_from(found, at)
        until = at + _BEFORE_LENGTH + length
        if length <= 0 or until > len(found):
            break  # the rest of it comes with the next fetch
        whole = found[at:until]
        at = until
        if magic == _MAGIC:
            batch = _DefaultRecordBatchPy(whole)
            records += _batch(place, batch, whole)
            last, written = batch.next_offset - 1, batch.first_timestamp / 1000
        else:
            records.append(_aside(place, first, whole, f"records of format {magic}"))
            last, written = first, None
        next_offset = max(next_offset, last + 1)
        since = written if since is None else since
    return FetchedRecords([record for record in records if record.offset >= offset], next_offset, end, since)


def _batch(place: TopicPartition, batch: _DefaultRecordBatchPy, whole: bytes) -> Iterator[_Record]:
    last = batch.next_offset - 1
    try:
        if not batch.validate_crc():
            raise CorruptRecordException("a checksum that is not its own")
        if batch.is_control_batch:
            return
        if batch._num_records > _MOST_RECORDS:  # noqa: SLF001
            raise Undecodable("more records than are read one by one")
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
    except UNPARSED as error:
        yield _aside(
            place, last, whole, str(error) if isinstance(error, Undecodable) else type(error).__name__
        )


def _aside(place: TopicPartition, offset: int, whole: bytes, cause: str) -> _Record:
    headers = ((UNPARSED_HEADER, cause.encode()),)
    return ConsumerRecord(
        place.topic, place.partition, offset, 0, 0, None, whole, None, 0, len(whole), headers
    )


class _Lenient(bytearray):
    """Bytes of which any part reads as text."""

    def __getitem__(self, place: SupportsIndex | slice) -> int | bytearray:  # type: ignore[override]  # one for both
        part = super().__getitem__(place)
        return part if isinstance(part, int) else _Lenient(part)

    def decode(self, encoding: str = "utf-8", errors: str = "backslashreplace") -> str:
        return super().decode(encoding, errors)
