"""A publication that fails in between: first occurrences are in order within each partition all the same."""

from itertools import groupby
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaTimeoutError
from libs.events.tests.faults import removals
from libs.events.tests.faults.topic import said
from libs.events.tests.faults.world import cursor_at_head, settings, write
from libs.events.tests.sample import writer
from libs.events.tests.stack import running

from tests.brokers.interface import Broker
from tests.postgres import Database
from zhouqi.events.bus import publish
from zhouqi.events.bus.publish import Acked
from zhouqi.events.bus.publish_offsets import PublishOffsets

pytestmark = pytest.mark.fault
PLACE = ("Added", 0)


def _fail_once(patch: pytest.MonkeyPatch, *, arrived: bool, nth: int = 5) -> None:
    """Batches of some five messages; the ``nth`` fails, although it ``arrived`` or because it did not."""
    send_batch: Any = AIOKafkaProducer.send_batch
    sent = 0

    async def fails_once(self: AIOKafkaProducer, batch: Any, topic: str, *, partition: int) -> Any:
        nonlocal sent
        sent += 1
        if sent == nth and not arrived:
            raise KafkaTimeoutError
        delivered = await send_batch(self, batch, topic, partition=partition)
        if sent == nth:
            await delivered
            raise KafkaTimeoutError
        return delivered

    patch.setattr(publish, "_BATCH_BYTES", 4_000)
    patch.setattr(AIOKafkaProducer, "send_batch", fails_once)


async def _first_occurrences(
    source: Database, broker: Broker, partitions: int
) -> tuple[list[list[int]], int]:
    """The positions in each partition, each where it stands first; and how many messages there are."""
    async with running(writer, source.dsn, settings(broker, partitions)):
        await write(source.dsn, range(1, 201))
        await cursor_at_head(source.dsn)
    messages = await said(broker.bootstrap, "Added", partitions)
    found = [
        list(dict.fromkeys(message.position for message in group))
        for _, group in groupby(messages, key=lambda message: message.partition)
    ]
    return found, len(messages)


@pytest.mark.parametrize("arrived", [False, True])
async def test_first_occurrences_are_in_order_though_a_publication_failed(
    source: Database, broker: Broker, monkeypatch: pytest.MonkeyPatch, arrived: bool
) -> None:
    _fail_once(monkeypatch, arrived=arrived)

    found, messages = await _first_occurrences(source, broker, partitions=3)

    assert all(positions == sorted(positions) for positions in found)
    assert sorted(position for positions in found for position in positions) == list(range(1, 201))
    assert len(found) > 1
    assert messages > 200, "what was published together with the failed batch goes out again"


async def test_a_batch_that_is_sent_again_at_the_end_is_out_of_order(
    source: Database, embedded_broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    removals.one_batch_at_a_time(monkeypatch.setattr)
    _fail_once(monkeypatch, arrived=False)

    found, _ = await _first_occurrences(source, embedded_broker, partitions=1)

    assert found[0] != sorted(found[0])


@pytest.mark.parametrize(
    ("acked", "lost"),
    [
        ([Acked(10, 19)], set()),
        ([Acked(10, 19), Acked(20, 24)], set()),
        ([Acked(9, 18)], {"Added"}),
        ([Acked(0, 30)], {"Added"}),
        ([Acked(10, 19), Acked(0, 4)], {"Added"}),
    ],
)
def test_a_topic_was_lost_when_an_acknowledgement_falls_back(acked: list[Acked], lost: set[str]) -> None:
    ledger = PublishOffsets(acked={PLACE: 9})

    assert ledger.lost({PLACE: acked}) == lost
