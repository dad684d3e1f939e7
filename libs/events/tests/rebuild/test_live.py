"""A rebuilt read model equals the live one, row for row, whatever is written meanwhile."""

import asyncio
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from libs.events.tests.rebuild.locks import REBUILD_LOCK, holders
from libs.events.tests.rebuild.models import both, slow
from libs.events.tests.rebuild.writing import STREAMS, command, deliver, dump, tables_are_right
from libs.events.tests.stack import rows, until

from tests.postgres import Database
from zhouqi.events.fold import rebuild as mechanism
from zhouqi.events.fold import rebuild_pool
from zhouqi.events.fold.projector import Projector
from zhouqi.events.fold.rebuild import RebuildRunning, ensure, rebuild
from zhouqi.events.fold.rebuild_pool import RebuildFailed, Share
from zhouqi.events.log.connection import Conn, Row, connect

ROUNDS = 36
"""Rounds before the rebuild: more events than one process folds alone."""


@pytest.fixture(autouse=True)
def _workers_find_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[4]))


async def _fill(database: Database, rounds: int = ROUNDS) -> None:
    async with await connect(database.dsn) as conn:
        for first in range(1, rounds + 1, 20):
            last = min(first + 19, rounds)
            await deliver(conn, first, last)
            for number in range(first, last + 1):
                await command(conn, number)
    for table in ("event", "journal"):
        assert await rows(database.dsn, f"select count(*) from log.{table}") == [(rounds * STREAMS,)]


@pytest.fixture
def workers(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many worker processes each turn started."""
    started: list[int] = []
    work = rebuild_pool.work

    async def counted(processes: Sequence[Process], shares: Sequence[Share]) -> None:
        started.append(len(shares))
        await work(processes, shares)

    monkeypatch.setattr(rebuild_pool, "work", counted)
    return started


async def test_a_rebuild_under_live_writes_equals_the_live_rows(
    database: Database, workers: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    await ensure(database.owner_dsn, both)
    await _fill(database)
    done = asyncio.Event()

    async def decide(number: int) -> None:
        async with await connect(database.dsn) as conn:
            while not done.is_set():
                number += 1
                await command(conn, number)

    async def receive(share: int) -> None:
        async with await connect(database.dsn) as conn:
            first = ROUNDS + 1 + share
            while not done.is_set():
                await deliver(conn, first - 1, first)
                first += 2

    async with asyncio.TaskGroup() as group:
        for task in (decide(1000), receive(0), receive(1)):
            group.create_task(task)
        await rebuild(database.owner_dsn, both)
        done.set()

    assert workers == [2], "two for both logs"
    await tables_are_right(database.dsn)
    live = await dump(database.dsn)
    monkeypatch.setattr(mechanism, "_FEW_EVENTS", 1_000_000)
    await rebuild(database.owner_dsn, both)
    assert workers == [2], "this time without workers"
    assert await dump(database.dsn) == live


async def _marks_come_and_go(
    database: Database, monkeypatch: pytest.MonkeyPatch, fill: Callable[[Projector, Conn], Awaitable[None]]
) -> list[Row]:
    """The names that the summary says are stuck, when only ``other/3`` is marked in the end."""
    await ensure(database.owner_dsn, both)
    await _fill(database, rounds=3)
    async with await connect(database.dsn, autocommit=True) as conn:
        swap = mechanism._swap

        async def mark(stream: str) -> None:
            await conn.execute("insert into log.stuck values (%s, 'fork', '', 0)", (stream,))

        async def before_fill(projector: Projector, rebuilding: Conn) -> None:
            await mark("other/2")
            await fill(projector, rebuilding)

        async def before_swap(*values: object) -> None:
            await conn.execute("delete from log.stuck")
            await mark("other/3")
            await swap(*values)  # type: ignore[arg-type]

        monkeypatch.setattr(Projector, "fill", before_fill)
        monkeypatch.setattr(mechanism, "_swap", before_swap)
        await mark("other/1")
        await rebuild(database.owner_dsn, both)
    return await rows(database.dsn, "select name from standing where stuck")


async def test_a_rebuild_knows_the_marks_that_come_and_go_meanwhile(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await _marks_come_and_go(database, monkeypatch, Projector.fill) == [("other/3",)]


async def test_without_one_snapshot_of_marks_and_summaries_a_mark_stays_for_ever(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill = Projector.fill

    async def fill_later(projector: Projector, _: Conn) -> None:
        async with await connect(database.owner_dsn, options=mechanism.NEXT) as another:
            await fill(projector, another)

    assert await _marks_come_and_go(database, monkeypatch, fill_later) == [("other/2",), ("other/3",)]


async def test_a_worker_that_fails_leaves_the_live_rows_alone(database: Database) -> None:
    await ensure(database.owner_dsn, both)
    await _fill(database)
    live = await dump(database.dsn)

    with pytest.raises(RebuildFailed):
        await rebuild(database.owner_dsn, replace(both, origin="libs.events.tests.rebuild.models:nothing"))

    assert await dump(database.dsn) == live


async def test_only_one_rebuild_at_a_time(database: Database) -> None:
    await ensure(database.owner_dsn, both)
    await _fill(database, rounds=20)
    first = asyncio.create_task(rebuild(database.owner_dsn, slow))

    async def begun() -> bool:
        return await holders(database, REBUILD_LOCK) > 0

    await until(begun, "the first rebuild holds its lock")

    with pytest.raises(RebuildRunning):
        await rebuild(database.owner_dsn, both)

    await first
    await tables_are_right(database.dsn)


@pytest.mark.usefixtures("processes")
async def test_workers_that_get_no_share_end_by_themselves() -> None:
    async with rebuild_pool.waiting(both.origin, 2) as processes:
        assert [process.returncode for process in processes] == [None, None]

    assert [process.returncode for process in processes] == [0, 0]
