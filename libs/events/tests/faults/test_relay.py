"""A relay that dies between two losses: what stands in a topic is not believed because of its offset alone."""

import asyncio
import signal
from pathlib import Path

import pytest
from libs.events.tests.faults import removals
from libs.events.tests.faults.process import working
from libs.events.tests.faults.tally import mirror
from libs.events.tests.faults.topic import said
from libs.events.tests.faults.worker import Blow, Task
from libs.events.tests.faults.world import (
    assert_whole,
    cursor_at_head,
    end_arrived,
    execute,
    settings,
    write,
    write_end,
)
from libs.events.tests.sample import writer
from libs.events.tests.stack import head, journaled, rows, running

from tests.brokers.interface import Broker
from tests.postgres import Database
from zhouqi.events import JOURNAL
from zhouqi.events.bus.topics import topics

pytestmark = pytest.mark.fault
NUMBERS = range(1, 121)


async def _killed_after_publishing_to_an_empty_broker(source: Database, broker: Broker, folder: Path) -> None:
    """Twenty events were acknowledged; the broker comes back empty, gets fifty others, and the relay dies.

    An operator has made the topic anew in between. A message stands where the twentieth was.
    """
    async with running(writer, source.dsn, settings(broker)):
        await write(source.dsn, NUMBERS[:20])
        await cursor_at_head(source.dsn)
    await write(source.dsn, NUMBERS[20:])
    blows = [Blow("publishing", signal.SIGSTOP), Blow("published")]
    with working(
        Task(context="writer", dsn=source.dsn, kafka=settings(broker), blows=blows), folder
    ) as worker:
        await worker.paused()
        await asyncio.to_thread(broker.wipe)
        async with topics(settings(broker)) as admin:
            await admin.create(["Added"])
        worker.resume()
        await worker.killed()


async def test_a_topic_that_was_lost_and_published_to_by_a_killed_relay_is_filled_again(
    source: Database, sink: Database, broker: Broker, tmp_path: Path
) -> None:
    await _killed_after_publishing_to_an_empty_broker(source, broker, tmp_path)

    async with running(writer, source.dsn, settings(broker)), running(mirror, sink.dsn, settings(broker)):
        await journaled(sink.dsn, len(NUMBERS))

    await assert_whole(sink, NUMBERS)


async def test_a_relay_that_believes_an_offset_leaves_a_hole(
    source: Database, sink: Database, embedded_broker: Broker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _killed_after_publishing_to_an_empty_broker(source, embedded_broker, tmp_path)
    removals.knowing_what_stands_there(monkeypatch.setattr)

    kafka = settings(embedded_broker)
    async with running(writer, source.dsn, kafka), running(mirror, sink.dsn, kafka):
        await write_end(source.dsn)
        await end_arrived(sink.dsn)

    assert await head(sink.dsn, JOURNAL) == len(NUMBERS) - 20 + 1


async def test_what_a_dying_database_forgot_of_the_relay_s_way_is_published_again_and_taken_once(
    source: Database, sink: Database, broker: Broker
) -> None:
    """The relay's steps do not wait for the disk: set back, they are as the last ones lost with a server."""
    kafka = settings(broker)
    async with running(mirror, sink.dsn, kafka):
        async with running(writer, source.dsn, kafka):
            await write(source.dsn, NUMBERS[:50])
            await cursor_at_head(source.dsn)
        kept = await rows(source.dsn, "select name, position from log.cursor")
        acked = await rows(source.dsn, "select topic, partition, acked from log.published")
        async with running(writer, source.dsn, kafka):
            await write(source.dsn, NUMBERS[50:])
            await cursor_at_head(source.dsn)
        for name, position in kept:
            await execute(source.dsn, f"update log.cursor set position = {position} where name = '{name}'")
        for topic, partition, offset in acked:
            where = f"topic = '{topic}' and partition = {partition}"
            await execute(source.dsn, f"update log.published set acked = {offset} where {where}")

        async with running(writer, source.dsn, kafka):
            await write_end(source.dsn)
            await end_arrived(sink.dsn)

    await assert_whole(sink, NUMBERS)
    again = len(NUMBERS[50:])
    assert len(await said(broker.bootstrap, "Added")) == len(NUMBERS) + 1 + again
    assert await rows(source.dsn, "select distinct life from log.life") == []
