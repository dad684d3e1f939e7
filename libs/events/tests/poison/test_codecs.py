"""Batches packed by every codec are read; those that no codec reads are put aside, and the rest goes on."""

import asyncio
import struct
from collections.abc import Callable
from contextlib import suppress

import pytest
from aiokafka import AIOKafkaProducer, codec
from aiokafka.errors import CorruptRecordException, KafkaError
from aiokafka.record.default_records import DefaultRecordBatch, _DefaultRecordBatchBuilderPy
from aiokafka.record.util import calc_crc32c
from libs.events.tests.poison.kinds import TOPIC
from libs.events.tests.poison.test_kinds import listener
from libs.events.tests.poison.topic import Sent, make, message, publish
from libs.events.tests.sample import event
from libs.events.tests.stack import account_rows, consumer, journaled, kafka, rows, running, until

from tests.brokers.interface import Broker
from tests.postgres import Database
from zhouqi.events import Heartbeat
from zhouqi.events.bus import codecs
from zhouqi.events.bus.consumer_lag import lag_probe
from zhouqi.events.bus.consumer_offsets import ConsumerOffsets
from zhouqi.events.bus.message import Message
from zhouqi.events.fold.rebuild import ensure
from zhouqi.events.log.connection import connect

CODECS = {"gzip": 1, "snappy": 2, "lz4": 3, "zstd": 4}
_ATTRIBUTES, _CRC, _LAST = 21, 17, 23
_HEAD = 61
_TEXT = b"zhouqi " * 400


class _Packed:
    """A batch as a producer of someone else's packs it: its records under ``attributes``, packed by ``pack``."""

    def __init__(
        self, messages: list[Sent], attributes: int, pack: Callable[[bytes], bytes], first: int = 0
    ) -> None:
        builder = _DefaultRecordBatchBuilderPy(2, 0, 0, -1, -1, 0, 1_000_000)
        for number, one in enumerate(messages):
            builder.append(first + number, 1_790_000_000_000, one.key, one.value, list(one.headers))
        whole = bytes(builder.build())
        head = bytearray(whole[:_HEAD])
        head[_ATTRIBUTES : _ATTRIBUTES + 2] = struct.pack(">h", attributes)
        body = pack(whole[_HEAD:])
        head[_LAST : _LAST + 4] = struct.pack(">i", len(messages) - 1)
        head[8:12] = struct.pack(">i", _HEAD - 12 + len(body))
        head[_CRC : _CRC + 4] = struct.pack(">I", calc_crc32c(bytes(head[_ATTRIBUTES:]) + body))
        self.value = bytes(head) + body


async def _send(broker: Broker, packed: _Packed) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=broker.bootstrap)
    await producer.start()
    try:
        batch = producer.create_batch()
        batch.append(timestamp=None, key=None, value=b"", headers=[])
        batch.close()
        batch._buffer = bytearray(packed.value)
        await (await producer.send_batch(batch, TOPIC, partition=0))
    finally:
        await producer.stop()


def _always(body: bytes) -> Callable[[bytes], bytes]:
    return lambda _: body


async def _taken(broker: Broker, packed: _Packed) -> bool:
    """Send what the broker may refuse; whether it took it."""
    try:
        await _send(broker, packed)
    except KafkaError:
        return False
    return True


def _pack(name: str) -> Callable[[bytes], bytes]:
    return getattr(codec, f"{name}_encode")  # type: ignore[no-any-return]  # the client ships no types


@pytest.mark.parametrize("name", CODECS)
def test_what_a_codec_packs_is_unpacked(name: str) -> None:
    assert getattr(codecs, f"{name}_decode")(_pack(name)(_TEXT)) == _TEXT


@pytest.mark.parametrize("name", CODECS)
@pytest.mark.parametrize(
    "spoil",
    [
        lambda packed: packed[:-1],
        lambda packed: packed[: len(packed) // 2],
        lambda packed: packed + b"\xff\xff\xff\xfc" * 9,
        lambda _: b"\x82SNAPPY\x00\0\0\0\1\0\0\0\1" + b"\xff\xff\xff\xfc" * 2,
        lambda _: b"rubbish" * 9,
    ],
    ids=["cut", "half", "more", "backwards", "rubbish"],
)
def test_what_is_spoilt_is_said_and_never_turns_for_ever(name: str, spoil: Callable[[bytes], bytes]) -> None:
    with pytest.raises(codecs.Undecodable):
        getattr(codecs, f"{name}_decode")(spoil(_pack(name)(_TEXT)))


@pytest.mark.parametrize("name", CODECS)
def test_a_bomb_is_not_unpacked(name: str) -> None:
    with pytest.raises(codecs.Undecodable, match="too large"):
        getattr(codecs, f"{name}_decode")(_pack(name)(bytes(codecs.MAX_BATCH_BYTES + 1)))


def test_the_client_unpacks_within_the_bound() -> None:
    codecs.bound_the_client()
    packed = _Packed([message(event("account/a", 1))], CODECS["zstd"], lambda _: _pack("zstd")(bytes(10**8)))

    with pytest.raises(codecs.Undecodable):
        list(DefaultRecordBatch(packed.value))


async def test_every_codec_is_read_and_what_none_reads_is_put_aside(
    database: Database, broker: Broker
) -> None:
    await ensure(database.owner_dsn, listener)
    await make(broker, TOPIC)
    number = 0
    for name, attributes in CODECS.items():
        number += 2
        both = [message(event("account/a", number - 1)), message(event("account/a", number))]
        await _send(broker, _Packed(both, attributes, _pack(name)))
    strange = [Sent(b"account/a", b"strange %d" % one) for one in range(3)]
    bomb = _pack("zstd")(bytes(2 * codecs.MAX_BATCH_BYTES))
    taken = [
        await _taken(broker, _Packed(strange, CODECS[name], _always(body)))
        for name, body in (("lz4", b"rubbish"), ("gzip", b"rubbish"), ("zstd", bomb))
    ]
    await publish(broker, TOPIC, [message(event("account/a", number + 1))])

    async with running(listener, database.dsn, kafka(broker)):
        await journaled(database.dsn, number + 1)

    assert await rows(database.dsn, "select * from account") == account_rows(
        [("account/a", list(range(1, number + 2)))]
    )
    unparsed_cause = await rows(database.dsn, "select detail, stream from log.parked order by number")
    assert [(str(detail).partition(": ")[0], stream) for detail, stream in unparsed_cause] == [
        ("a batch that cannot be read", None)
    ] * sum(taken)
    assert sum(taken) > 0 or broker.name == "kafka", "Kafka looks into what it is sent"
    assert await rows(database.dsn, "select next_offset from log.consumed") == [
        (number + 3 * sum(taken) + 1,)
    ]


async def test_a_lag_behind_what_no_client_reads_is_the_real_one(
    database: Database, embedded_broker: Broker
) -> None:
    await ensure(database.owner_dsn, listener)
    await make(embedded_broker, TOPIC)
    await _send(embedded_broker, _Packed([Sent(b"a", b"b")], CODECS["lz4"], _always(b"rubbish")))
    await publish(embedded_broker, TOPIC, [message(event("account/a", 1))])

    async with await connect(database.dsn) as conn, lag_probe(kafka(embedded_broker), [TOPIC]) as found:
        unread = await found.measure(conn)

    assert unread.events == 2
    assert unread.oldest_seconds > 0


async def test_a_consumer_that_gets_nowhere_says_so_and_why(
    database: Database, embedded_broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As before it could step past: the client's error, again and again."""

    async def meets_it_again(self: ConsumerOffsets) -> list[Message]:
        raise CorruptRecordException

    await ensure(database.owner_dsn, listener)
    await make(embedded_broker, TOPIC)
    await _send(embedded_broker, _Packed([Sent(b"a", b"b")], CODECS["lz4"], _always(b"rubbish")))
    heartbeat = Heartbeat("consumer")

    async def says(cause: str | None) -> None:
        async def said() -> bool:
            return heartbeat.retrying == cause

        await until(said, f"the consumer says {cause}")

    task = asyncio.create_task(consumer(listener, database.dsn, kafka(embedded_broker), heartbeat).run())
    try:
        with monkeypatch.context() as before:
            before.setattr(ConsumerOffsets, "skip_unparsed", meets_it_again)
            await says("CorruptRecordException")
        await says(None)

        async def parked() -> bool:
            return await rows(database.dsn, "select count(*) from log.parked") == [(1,)]

        await until(parked, "it is put aside")
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def test_a_batch_that_numbers_its_records_beyond_the_end_sends_nobody_back(
    database: Database, embedded_broker: Broker
) -> None:
    await ensure(database.owner_dsn, listener)
    await make(embedded_broker, TOPIC)
    await publish(embedded_broker, TOPIC, [message(event("account/a", 1))])
    await _send(embedded_broker, _Packed([Sent(b"a", b"b")], 0, lambda body: body, first=1_000_000))
    await publish(embedded_broker, TOPIC, [message(event("account/a", 2))])

    async with running(listener, database.dsn, kafka(embedded_broker)):
        await journaled(database.dsn, 2)

    assert await rows(database.dsn, "select next_offset from log.consumed") == [(3,)]
