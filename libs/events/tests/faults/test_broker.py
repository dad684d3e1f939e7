"""A broker that is killed, comes back empty or loses a topic, under load: everything still arrives."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from libs.events.tests.faults import removals
from libs.events.tests.faults.points import at
from libs.events.tests.faults.tally import mirror
from libs.events.tests.faults.topic import delete
from libs.events.tests.faults.world import (
    Numbers,
    assert_whole,
    cursor_at_head,
    end_arrived,
    loading,
    settings,
    write,
    write_end,
)
from libs.events.tests.sample import writer
from libs.events.tests.stack import head, journaled, running

from tests.brokers.interface import Broker
from tests.postgres import Database, MakeDatabase
from zhouqi.events import JOURNAL
from zhouqi.events.fold.rebuild import ensure

pytestmark = pytest.mark.fault


async def _killed(broker: Broker) -> None:
    await asyncio.to_thread(broker.restart, kill=True)


async def _wiped(broker: Broker) -> None:
    await asyncio.to_thread(broker.wipe)


async def _topic_deleted(broker: Broker) -> None:
    await delete(broker.bootstrap, "Added")


Fault = Callable[[Broker], Awaitable[None]]


@pytest.fixture
async def sinks(make_database: MakeDatabase) -> list[Database]:
    """One whose consumer lives through it, and one that is read for the first time afterwards."""
    databases = [make_database(), make_database()]
    for database in databases:
        await ensure(database.owner_dsn, mirror)
    return databases


async def _arrives(source: Database, sinks: list[Database], broker: Broker, fault: Fault) -> None:
    kafka = settings(broker)
    there, late = sinks
    async with running(writer, source.dsn, kafka), running(mirror, there.dsn, kafka):
        async with loading(source.dsn) as numbers:
            await journaled(there.dsn, 100)
            await fault(broker)
            await journaled(there.dsn, len(numbers) + 50)
        await journaled(there.dsn, len(numbers))
        await cursor_at_head(source.dsn)
        async with running(replace(mirror, name="late"), late.dsn, kafka):
            await journaled(late.dsn, len(numbers))

    await assert_whole(there, numbers)
    await assert_whole(late, numbers)


async def test_a_broker_killed_under_load_loses_nothing(
    source: Database, sinks: list[Database], kafka_broker: Broker
) -> None:
    await _arrives(source, sinks, kafka_broker, _killed)


@pytest.mark.parametrize("fault", [_wiped, _topic_deleted])
async def test_what_a_broker_lost_under_load_is_filled_again(
    source: Database, sinks: list[Database], broker: Broker, fault: Fault
) -> None:
    await _arrives(source, sinks, broker, fault)


async def _killed_while_publishing(
    source: Database, sink: Database, broker: Broker, sent: Callable[[], Awaitable[None]]
) -> Numbers:
    """The broker stands still, gets messages that it never reads, and is killed as soon as they are ``sent``."""
    kafka = settings(broker)
    async with running(writer, source.dsn, kafka), running(mirror, sink.dsn, kafka):
        await write(source.dsn, range(1, 51))
        await journaled(sink.dsn, 50)
        broker.pause()
        await write(source.dsn, range(51, 101))
        await sent()
        await _killed(broker)
        await write_end(source.dsn)
        await end_arrived(sink.dsn)
    return range(1, 101)


async def test_a_broker_killed_with_messages_that_it_never_read_loses_nothing(
    source: Database, sinks: list[Database], kafka_broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached = asyncio.Event()

    async def reach() -> None:
        reached.set()

    at("publishing", monkeypatch.setattr, reach, nth=2)

    async def sent() -> None:
        await reached.wait()

    numbers = await _killed_while_publishing(source, sinks[0], kafka_broker, sent)

    await assert_whole(sinks[0], numbers)


async def test_a_relay_that_does_not_wait_for_acknowledgements_loses_events(
    source: Database, sinks: list[Database], kafka_broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    removals.waiting_for_acknowledgements(monkeypatch.setattr)
    removals.noticing_a_lost_topic(monkeypatch.setattr)

    async def sent() -> None:
        await cursor_at_head(source.dsn)

    numbers = await _killed_while_publishing(source, sinks[0], kafka_broker, sent)

    assert await head(sinks[0].dsn, JOURNAL) < len(numbers) + 1


@pytest.mark.parametrize("fault", [_wiped, _topic_deleted])
async def test_a_relay_that_does_not_notice_the_loss_leaves_topics_with_holes(
    source: Database, sinks: list[Database], broker: Broker, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    removals.noticing_a_lost_topic(monkeypatch.setattr)
    kafka = settings(broker)
    late = sinks[1]
    numbers = range(1, 101)

    async with running(writer, source.dsn, kafka):
        await write(source.dsn, numbers)
        await cursor_at_head(source.dsn)
        await fault(broker)
    async with running(writer, source.dsn, kafka), running(mirror, late.dsn, kafka):
        await write_end(source.dsn)
        await end_arrived(late.dsn)

    assert await head(late.dsn, JOURNAL) < len(numbers) + 1
