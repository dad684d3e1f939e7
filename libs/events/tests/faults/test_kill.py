"""A process killed at the worst moment: when it is back, everything is there, exactly once."""

from pathlib import Path

import pytest
from libs.events.tests.faults import removals
from libs.events.tests.faults.process import working
from libs.events.tests.faults.tally import tally
from libs.events.tests.faults.topic import said
from libs.events.tests.faults.worker import Blow, Task
from libs.events.tests.faults.world import (
    all_counted,
    assert_whole,
    counted,
    cursor_at_head,
    end_arrived,
    settings,
    write,
    write_end,
)
from libs.events.tests.sample import writer
from libs.events.tests.stack import head, journaled, rows, running

from tests.brokers.interface import Broker
from tests.postgres import Database
from zhouqi.events import JOURNAL, STORE, Kafka

pytestmark = pytest.mark.fault
NUMBERS = range(1, 301)


async def _killed(task: Task, folder: Path) -> None:
    with working(task, folder) as worker:
        await worker.killed()


async def _kill_writer(source: Database, kafka: Kafka, folder: Path, point: str, without: str | None) -> None:
    """A writer that is killed at its first publication."""
    numbers = list(NUMBERS)
    await _killed(
        Task(
            context="writer",
            dsn=source.dsn,
            kafka=kafka,
            numbers=numbers,
            blows=[Blow(point)],
            without=without,
        ),
        folder,
    )


async def _kill_reader(
    source: Database, counter: Database, kafka: Kafka, folder: Path, point: str, without: str | None
) -> None:
    """A reader that is killed while it takes what the writer has published."""
    async with running(writer, source.dsn, kafka):
        await write(source.dsn, NUMBERS)
        await cursor_at_head(source.dsn)
    await _killed(
        Task(context="tally", dsn=counter.dsn, kafka=kafka, blows=[Blow(point)], without=without), folder
    )


@pytest.mark.parametrize("point", ["publishing", "published"])
async def test_a_killed_relay_publishes_everything_and_it_counts_once(
    source: Database, counter: Database, broker: Broker, tmp_path: Path, point: str
) -> None:
    kafka = settings(broker)
    await _kill_writer(source, kafka, tmp_path, point, without=None)
    assert await rows(source.dsn, "select position from log.cursor") == [(0,)]
    assert await head(source.dsn, STORE) > 0

    async with running(writer, source.dsn, kafka), running(tally, counter.dsn, kafka):
        await write(source.dsn, NUMBERS)
        await journaled(counter.dsn, len(NUMBERS))
        await all_counted(counter.dsn, NUMBERS)
        await cursor_at_head(source.dsn)

    await assert_whole(source, NUMBERS, "event")
    await assert_whole(counter, NUMBERS)
    repeats = len(await said(broker.bootstrap, "Added")) - len(NUMBERS)
    assert repeats > 0 if point == "published" else repeats == 0


@pytest.mark.parametrize("point", ["journaling", "journaled", "reacting"])
async def test_a_killed_reader_takes_everything_and_reacts_once(
    source: Database, counter: Database, broker: Broker, tmp_path: Path, point: str
) -> None:
    kafka = settings(broker)
    await _kill_reader(source, counter, kafka, tmp_path, point, without=None)
    assert (await head(counter.dsn, JOURNAL) == 0) == (point == "journaling")
    assert await counted(counter.dsn) == []

    async with running(tally, counter.dsn, kafka):
        await journaled(counter.dsn, len(NUMBERS))
        await all_counted(counter.dsn, NUMBERS)

    await assert_whole(counter, NUMBERS)


async def test_a_cursor_moved_before_publishing_loses_events(
    source: Database, counter: Database, embedded_broker: Broker, tmp_path: Path
) -> None:
    kafka = settings(embedded_broker)
    await _kill_writer(source, kafka, tmp_path, "publishing", without="cursor_after_publishing")

    async with running(writer, source.dsn, kafka), running(tally, counter.dsn, kafka):
        await write(source.dsn, NUMBERS)
        await write_end(source.dsn)
        await end_arrived(counter.dsn)

    assert await head(counter.dsn, JOURNAL) < len(NUMBERS) + 1


async def test_a_journal_without_memory_counts_twice(
    source: Database,
    counter: Database,
    embedded_broker: Broker,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kafka = settings(embedded_broker)
    await _kill_writer(source, kafka, tmp_path, "published", without=None)
    await removals.forget_places(counter)
    removals.memory_of_the_journal(monkeypatch.setattr)

    async with running(writer, source.dsn, kafka), running(tally, counter.dsn, kafka):
        await write(source.dsn, NUMBERS)
        await write_end(source.dsn)
        await end_arrived(counter.dsn)

    assert await head(counter.dsn, JOURNAL) > len(NUMBERS) + 1


@pytest.mark.parametrize(
    ("point", "without"),
    [
        ("journaled", "kept_cursor_of_the_reaction"),
        ("reacting", "cursor_with_the_commands"),
        ("journaling", "offsets_with_the_events"),
    ],
)
async def test_a_killed_reader_without_its_protection_loses_effects(
    source: Database,
    counter: Database,
    kafka_broker: Broker,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    point: str,
    without: str,
) -> None:
    kafka = settings(kafka_broker)
    await _kill_reader(source, counter, kafka, tmp_path, point, without)
    removals.REMOVALS[without](monkeypatch.setattr)

    async with running(writer, source.dsn, kafka), running(tally, counter.dsn, kafka):
        await write_end(source.dsn)
        await end_arrived(counter.dsn)
        await cursor_at_head(counter.dsn, "reaction:count")

    assert set(NUMBERS) - set(await counted(counter.dsn))
