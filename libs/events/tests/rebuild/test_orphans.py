"""A worker that outlived its own rebuild can't write into the tables of the next one."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import psycopg
import pytest
from libs.events.tests.rebuild.locks import WORKERS_LOCK, waits_for_advisory_lock
from libs.events.tests.rebuild.models import both
from libs.events.tests.rebuild.writing import deliver, tables_are_right
from libs.events.tests.stack import rows, until

from tests.postgres import Database
from zhouqi.events import JOURNAL, Log, StreamEvent
from zhouqi.events.fold import rebuild as mechanism
from zhouqi.events.fold import rebuild_worker
from zhouqi.events.fold.projector import Projector
from zhouqi.events.fold.rebuild import ensure, rebuild
from zhouqi.events.fold.rebuild_pool import Part, Share
from zhouqi.events.log.connection import Conn, connect

ROOT = Path(__file__).parents[4]


class Orphan:
    """A worker whose rebuild was killed, held before it folds what it has found."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reached = asyncio.Event()
        self.release = asyncio.Event()
        monkeypatch.setattr(rebuild_worker, "Projector", self._folder())

    def _folder(orphan) -> type[Projector]:  # noqa: N805 - the class within has a self of its own
        class Held(Projector):
            async def load(self, conn: Conn, log: Log, streams: Mapping[str, Sequence[StreamEvent]]) -> None:
                orphan.reached.set()
                await orphan.release.wait()
                await super().load(conn, log, streams)

        return Held

    async def run(self, share: Share) -> "asyncio.Task[None]":
        task = asyncio.create_task(rebuild_worker.work(share, both))
        await self.reached.wait()
        return task


async def _share_of_a_killed_rebuild(database: Database) -> Share:
    """What its worker was to do, its tables being there already."""
    await ensure(database.owner_dsn, both)
    async with await connect(database.dsn) as conn:
        await deliver(conn, 1, 2)
        head = await JOURNAL.head(conn)
    async with mechanism._alone(database.owner_dsn) as conn:
        generation = await mechanism._begin(conn, both)
    return Share(database.owner_dsn, generation, (Part("journal", "", None, head),))


async def _one_more(database: Database) -> None:
    async with await connect(database.dsn) as conn:
        await deliver(conn, 3, 3)


async def test_a_new_rebuild_waits_for_an_orphan(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    share = await _share_of_a_killed_rebuild(database)
    orphan = Orphan(monkeypatch)
    working = await orphan.run(share)
    await _one_more(database)

    rebuilding = asyncio.create_task(rebuild(database.owner_dsn, both))
    await until(lambda: waits_for_advisory_lock(database, WORKERS_LOCK), "the new rebuild waits")
    orphan.release.set()
    await working
    await rebuilding

    await tables_are_right(database.dsn)


async def test_without_its_lock_an_orphan_spoils_the_new_tables(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    share = await _share_of_a_killed_rebuild(database)
    monkeypatch.setattr(rebuild_worker, "WORKERS_LOCK", 99)
    orphan = Orphan(monkeypatch)
    working = await orphan.run(share)
    await _one_more(database)
    side_by_side = mechanism._side_by_side

    async def after_the_orphan(*values: object) -> None:
        orphan.release.set()
        await working
        await side_by_side(*values)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(mechanism, "_side_by_side", after_the_orphan)

    with pytest.raises(psycopg.errors.UniqueViolation):
        await rebuild(database.owner_dsn, both)


async def test_an_orphan_that_wakes_late_finds_another_generation_and_ends(database: Database) -> None:
    share = msgspec.structs.replace(await _share_of_a_killed_rebuild(database), generation="another")

    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "zhouqi.events.fold.rebuild_worker", both.origin),
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=PIPE,
        stderr=PIPE,
    )
    assert process.stdin is not None
    assert process.stderr is not None
    process.stdin.write(msgspec.json.encode(share) + b"\n")
    said = (await process.stderr.read()).decode()

    assert await process.wait() != 0
    assert "another rebuild has begun" in said
    assert await rows(database.owner_dsn, "select from rm_next.other_fold") == []
