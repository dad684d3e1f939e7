"""Two replicas of one consumer: one stands still, the other takes over, the first goes on where it was."""

import signal
from pathlib import Path

import pytest
from libs.events.tests.faults import removals
from libs.events.tests.faults.process import Worker, working
from libs.events.tests.faults.tally import mirror
from libs.events.tests.faults.worker import Blow, Task
from libs.events.tests.faults.world import (
    account,
    assert_whole,
    cursor_at_head,
    execute,
    expected,
    settings,
    write,
)
from libs.events.tests.sample import writer
from libs.events.tests.stack import head, journaled, rows, running, until

from tests.brokers.interface import Broker
from tests.postgres import Database
from zhouqi.events import JOURNAL

pytestmark = pytest.mark.fault


def _paused_at(point: str, sink: Database, broker: Broker, without: str | None = None) -> Task:
    blow = Blow(point, signal.SIGSTOP, nth=2)
    return Task(context="mirror", dsn=sink.dsn, kafka=settings(broker), blows=[blow], without=without)


async def _resumed(replica: Worker, sink: Database) -> None:
    """Let it go on, and wait until it has written what it held: nobody else has anything to write."""
    written = "select xmin::text from log.consumed"
    before = await rows(sink.dsn, written)
    replica.resume()

    async def holds() -> bool:
        return await rows(sink.dsn, written) != before

    await until(holds, "the late replica has written its batch")


async def test_a_replica_that_comes_back_with_an_old_batch_changes_nothing(
    source: Database, sink: Database, broker: Broker, tmp_path: Path
) -> None:
    kafka = settings(broker)
    async with running(writer, source.dsn, kafka):
        await write(source.dsn, range(1, 301))
        await cursor_at_head(source.dsn)

        with working(_paused_at("delivering", sink, broker), tmp_path) as replica:
            await replica.paused()
            async with running(mirror, sink.dsn, kafka):
                await journaled(sink.dsn, 300)
                await _resumed(replica, sink)
                await write(source.dsn, range(301, 351))
                await journaled(sink.dsn, 350)

    await assert_whole(sink, range(1, 351))


async def test_a_replica_that_stood_still_holding_the_lock_is_overtaken_when_its_session_ends(
    source: Database, sink: Database, broker: Broker, tmp_path: Path
) -> None:
    kafka = settings(broker)
    async with running(writer, source.dsn, kafka):
        await write(source.dsn, range(1, 301))
        await cursor_at_head(source.dsn)

        with working(_paused_at("journaling", sink, broker), tmp_path) as replica:
            await replica.paused()
            async with running(mirror, sink.dsn, kafka):
                await execute(
                    sink.admin_dsn,
                    "select pg_terminate_backend(pid) from pg_stat_activity"
                    " where datname = current_database() and state = 'idle in transaction'",
                )
                await journaled(sink.dsn, 300)
                await _resumed(replica, sink)
                assert "consumer.store_away" in replica.log
                await write(source.dsn, range(301, 351))
                await journaled(sink.dsn, 350)

    await assert_whole(sink, range(1, 351))


async def test_a_journal_without_memory_takes_an_old_batch_again(
    source: Database, sink: Database, kafka_broker: Broker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await removals.forget_places(sink)
    removals.memory_of_the_journal(monkeypatch.setattr)
    kafka = settings(kafka_broker)
    async with running(writer, source.dsn, kafka):
        await write(source.dsn, range(1, 301))
        await cursor_at_head(source.dsn)
        task = _paused_at("delivering", sink, kafka_broker, without="memory_of_the_journal")

        with working(task, tmp_path) as replica:
            await replica.paused()
            async with running(mirror, sink.dsn, kafka):
                await journaled(sink.dsn, 300)
                await _resumed(replica, sink)

    assert await head(sink.dsn, JOURNAL) > 300
    assert await account(sink.dsn) != expected(range(1, 301))
