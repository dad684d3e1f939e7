"""A rebuild killed halfway harms nothing, and another one repeats it."""

import asyncio
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from libs.events.tests.rebuild.locks import STORE_LOCK, WORKERS_LOCK, holders, waits_for_advisory_lock
from libs.events.tests.rebuild.models import both, slow
from libs.events.tests.rebuild.writing import STREAMS, command, deliver, dump, tables_are_right
from libs.events.tests.stack import rows, until

from tests.postgres import Database
from zhouqi.events import STORE
from zhouqi.events.fold.rebuild import ensure, rebuild
from zhouqi.events.log.connection import connect

ROOT = Path(__file__).parents[4]
ROUNDS = 36


@pytest.fixture(autouse=True)
def _workers_find_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


@pytest.fixture
async def filled(database: Database) -> Database:
    """A database whose journal is too long for one process."""
    await ensure(database.owner_dsn, both)
    async with await connect(database.dsn) as conn:
        await command(conn, 5)
        await deliver(conn, 1, ROUNDS)
    return database


@asynccontextmanager
async def _process(module: str, *arguments: str) -> AsyncIterator[Process]:
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", module, *arguments, cwd=ROOT)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def _folded(database: Database) -> int:
    """How many streams are in the tables that are to come."""
    try:
        return len(await rows(database.owner_dsn, "select stream from rm_next.other_fold"))
    except Exception:  # noqa: BLE001 - they are not there yet
        return 0


async def test_a_rebuild_killed_while_its_workers_fold_is_repeated(
    filled: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = await dump(filled.dsn)
    monkeypatch.setenv("ZHOUQI_TEST_SLOW", "0.02")

    async with _process("libs.events.tests.rebuild.run", filled.owner_dsn, slow.origin) as process:

        async def halfway() -> bool:
            return await holders(filled, WORKERS_LOCK) == 2

        await until(halfway, "two workers fold")
        process.kill()
        await process.wait()

        async def orphans_ended() -> bool:
            return await holders(filled, WORKERS_LOCK) == 0

        await until(orphans_ended, "the orphans have ended with their parent")
    assert await dump(filled.dsn) == live
    assert await _folded(filled) < STREAMS, "it was killed halfway"

    await rebuild(filled.owner_dsn, both)

    assert await dump(filled.dsn) == live
    await tables_are_right(filled.dsn)


async def test_a_rebuild_killed_before_its_swap_is_repeated(filled: Database) -> None:
    live = await dump(filled.dsn)
    async with (
        await connect(filled.dsn) as holder,
        _process("libs.events.tests.rebuild.run", filled.owner_dsn, both.origin) as process,
    ):
        await STORE.lock(holder)
        await until(
            lambda: waits_for_advisory_lock(filled, STORE_LOCK), "the swap waits for the store's lock"
        )
        await _kill(process, filled)
    assert await dump(filled.dsn) == live
    assert await _old(filled) is None

    await rebuild(filled.owner_dsn, both)

    assert await dump(filled.dsn) == live


async def test_a_rebuild_killed_before_it_has_dropped_the_old_rows_has_swapped(filled: Database) -> None:
    live = await dump(filled.dsn)
    async with (
        await connect(filled.dsn) as reading,
        _process("libs.events.tests.rebuild.run", filled.owner_dsn, both.origin) as process,
    ):
        await reading.execute("select from account")

        async def swapped() -> bool:
            return await _old(filled) is not None

        await until(swapped, "the old rows wait for their last reader")
        await _kill(process, filled)
    assert await dump(filled.dsn) == live
    assert await _old(filled) is not None

    await rebuild(filled.owner_dsn, both)

    assert await _old(filled) is None
    assert await dump(filled.dsn) == live


async def _old(database: Database) -> object:
    [(name,)] = await rows(database.dsn, "select to_regnamespace('rm_old')::text")
    return name


async def _kill(process: Process, database: Database) -> None:
    """Kill it, and end its sessions: the server itself notices only when a lock is granted."""
    process.kill()
    await process.wait()
    query = (
        "select pg_terminate_backend(pid, 10000) from pg_stat_activity where usename = %s and datname = %s"
    )
    await rows(database.admin_dsn, query, database.owner_role, database.name)
