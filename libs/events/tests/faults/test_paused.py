"""A consumer or a relay that stands still while the world goes on, and then goes on itself."""

import signal
from dataclasses import replace
from pathlib import Path

import pytest
from libs.events.tests.faults.process import Worker, working
from libs.events.tests.faults.tally import mirror
from libs.events.tests.faults.topic import delete, said
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
from libs.events.tests.stack import head, journaled, rows, running, until

from tests.brokers.interface import Broker
from tests.postgres import Database
from zhouqi.events import JOURNAL

pytestmark = pytest.mark.fault


async def _publish_twice(source: Database, broker: Broker) -> None:
    """A hundred events stand in the topic twice: a relay crashed after it had published them."""
    await write(source.dsn, range(1, 101))
    for _ in range(2):
        await execute(source.dsn, "delete from log.cursor; delete from log.published")
        async with running(writer, source.dsn, settings(broker)):
            await cursor_at_head(source.dsn)


async def _lose_and_refill(
    source: Database, sink: Database, broker: Broker, worker: Worker, last: int
) -> None:
    """The consumer has read 200 messages and stands still; the topic is lost and gets ``last`` events."""

    async def consumed() -> bool:
        return await rows(sink.dsn, "select next_offset from log.consumed") == [(200,)]

    async def refilled() -> bool:
        return bool(await rows(source.dsn, "select from log.life where life = 2 and refilled_to is null"))

    await until(consumed, "the consumer has come to the end")
    worker.pause()
    await worker.paused()
    async with running(writer, source.dsn, settings(broker)):
        await delete(broker.bootstrap, "Added")
        await write(source.dsn, range(101, last + 1))
        await until(refilled, "the topic has begun another life")
        await cursor_at_head(source.dsn)
    worker.resume()


async def _through_a_loss(
    source: Database, sink: Database, broker: Broker, folder: Path, last: int, without: str | None = None
) -> None:
    kafka = replace(settings(broker), session_timeout_ms=8_000, request_timeout_ms=10_000)
    await _publish_twice(source, broker)
    with working(Task(context="mirror", dsn=sink.dsn, kafka=kafka, without=without), folder) as worker:
        await _lose_and_refill(source, sink, broker, worker, last)
        if without is None:
            await journaled(sink.dsn, last)
        else:
            async with running(writer, source.dsn, settings(broker)):
                await write_end(source.dsn)
                await end_arrived(sink.dsn)


@pytest.mark.parametrize("last", [200, 300])
async def test_a_topic_lost_and_refilled_behind_a_paused_consumer_is_read_again(
    source: Database, sink: Database, broker: Broker, tmp_path: Path, last: int
) -> None:
    await _through_a_loss(source, sink, broker, tmp_path, last)

    await assert_whole(sink, range(1, last + 1))


@pytest.mark.parametrize("last", [200, 300])
async def test_a_consumer_that_cannot_tell_lives_apart_loses_a_hundred_events(
    source: Database, sink: Database, kafka_broker: Broker, tmp_path: Path, last: int
) -> None:
    await _through_a_loss(source, sink, kafka_broker, tmp_path, last, without="telling_lives_apart")

    assert await head(sink.dsn, JOURNAL) == last - 100 + 1


async def _end_sessions_of_the_relay(database: Database) -> None:
    await execute(
        database.admin_dsn,
        "select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database"
        " where l.locktype = 'advisory' and l.classid = 728 and d.datname = current_database()",
    )


def _paused_relay(source: Database, broker: Broker, point: str, without: str | None = None) -> Task:
    """A relay that stands still at its third batch of fifty."""
    blow = Blow(point, signal.SIGSTOP, nth=3)
    return Task(context="writer", dsn=source.dsn, kafka=settings(broker), blows=[blow], without=without)


async def _position(source: Database) -> object:
    return (await rows(source.dsn, "select position from log.cursor"))[0][0]


@pytest.mark.parametrize("point", ["publishing", "published"])
async def test_a_relay_paused_past_its_lock_does_no_harm(
    source: Database, sink: Database, broker: Broker, tmp_path: Path, point: str
) -> None:
    kafka = settings(broker)
    await write(source.dsn, range(1, 301))
    task = _paused_relay(source, broker, point)

    with working(task, tmp_path) as worker:
        await worker.paused()
        await _end_sessions_of_the_relay(source)
        async with running(writer, source.dsn, kafka), running(mirror, sink.dsn, kafka):
            await cursor_at_head(source.dsn)
            worker.resume()
            await worker.printed("relay.retry")
            assert await _position(source) == 300
            await write(source.dsn, range(301, 351))
            await journaled(sink.dsn, 350)
            await cursor_at_head(source.dsn)

    await assert_whole(sink, range(1, 351))
    positions = [message.position for message in await said(broker.bootstrap, "Added")]
    assert list(dict.fromkeys(positions)) == list(range(1, 351))
    assert len(positions) == 350 + 50


async def test_a_relay_that_moves_its_cursor_wherever_it_stands_sets_it_back(
    source: Database, embedded_broker: Broker, tmp_path: Path
) -> None:
    kafka = settings(embedded_broker)
    await write(source.dsn, range(1, 301))
    task = _paused_relay(source, embedded_broker, "published", without="cursor_from_where_it_was")

    with working(task, tmp_path) as worker:
        await worker.paused()
        await _end_sessions_of_the_relay(source)
        async with running(writer, source.dsn, kafka):
            await cursor_at_head(source.dsn)
            worker.resume()

            async def set_back() -> bool:
                return await _position(source) == 150

            await until(set_back, "the cursor is set back behind what was published")
