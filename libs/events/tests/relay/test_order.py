"""First occurrences stand in order within a partition, also when a publish fails in between."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Sequence

import pytest
from aiokafka.errors import KafkaError
from libs.events.tests.faults.topic import said
from libs.events.tests.relay.accounts import publish, settings, write
from libs.events.tests.sample import writer

from tests.brokers.interface import Broker
from tests.postgres import MakeDatabase
from zhouqi.events.bus import publish as publishing
from zhouqi.events.bus.publish import Acked, Outgoing, Partition, Publisher
from zhouqi.events.fold.rebuild import ensure

pytestmark = pytest.mark.fault
_NUMBERS = tuple(range(1, 121))


async def _all_at_once(self: Publisher, messages: Sequence[Outgoing]) -> dict[Partition, list[Acked]]:
    """The protection removed: every batch of a partition is under way together."""
    batches = [deque(messages[start : start + 10]) for start in range(0, len(messages), 10)]
    place = (messages[0].topic, 0)
    sent = await asyncio.gather(*(self._send(place, batch) for batch in batches), return_exceptions=True)
    acked: dict[Partition, list[Acked]] = defaultdict(list)
    for offsets in sent:
        if isinstance(offsets, BaseException):
            raise offsets
        acked[place].append(offsets)
    return acked


@pytest.mark.parametrize("protected", [True, False])
async def test_what_fails_once_is_not_overtaken(
    make_database: MakeDatabase, broker: Broker, monkeypatch: pytest.MonkeyPatch, protected: bool
) -> None:
    """The second batch that is sent fails before it leaves, as if its connection had broken."""
    source = make_database()
    await ensure(source.owner_dsn, writer)
    await write(source, *_NUMBERS)
    monkeypatch.setattr(publishing, "_BATCH_BYTES", 8_000)
    if not protected:
        monkeypatch.setattr(Publisher, "publish", _all_at_once)
    send, calls = Publisher._send, 0

    async def fail_once(self: Publisher, place: Partition, queue: deque[Outgoing]) -> Acked:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise KafkaError("the connection broke")
        return await send(self, place, queue)

    monkeypatch.setattr(Publisher, "_send", fail_once)

    await publish(source, settings(broker))

    first = list(dict.fromkeys(one.number for one in await said(broker.bootstrap, "Added")))
    assert calls > 2, "the events did not fit into one batch"
    assert sorted(first) == list(_NUMBERS), "nothing is lost"
    assert (first == list(_NUMBERS)) is protected
