"""Readers of tables, views and summaries poll while schemas swap: never an error, never half."""

import asyncio
from collections import Counter
from contextlib import suppress

import psycopg
import pytest
from libs.events.tests.rebuild.models import both, texts
from libs.events.tests.rebuild.writing import command, deliver
from libs.events.tests.stack import until

from tests.postgres import Database
from zhouqi.events.fold import rebuild as mechanism
from zhouqi.events.fold.rebuild import ensure, rebuild
from zhouqi.events.log.connection import Conn, Row, connect

SWAPS = 6
STREAMS = 6
TABLES = (
    "select count(*), min(count), max(count), (select count(*) from account_number), sum(count) from account"
)
VIEWS = "select streams, least, most, (select count(*) from standing), events from figures, spread"


class Reader:
    """Polls one query on a connection of its own and keeps what it saw."""

    def __init__(self, database: Database, query: str, prepare_after: int | None = None) -> None:
        self.seen: Counter[Row] = Counter()
        self.errors: list[str] = []
        self._dsn = database.dsn
        self._query = query
        self._prepare_after = prepare_after

    async def run(self) -> None:
        conn = await connect(self._dsn, autocommit=True)
        async with conn:
            conn.prepare_threshold = self._prepare_after
            while True:
                await self.read(conn)

    async def read(self, conn: Conn) -> None:
        try:
            found = await (await conn.execute(self._query)).fetchall()
        except psycopg.Error as error:
            self.errors.append(str(error).splitlines()[0])
        else:
            self.seen.update(found)

    async def goes_on(self) -> None:
        """Return when it has read once more, from beginning to end."""
        before = self._read

        async def more() -> bool:
            return self._read >= before + 2

        await until(more, "the reader has read once more")

    @property
    def _read(self) -> int:
        return self.seen.total() + len(self.errors)


async def _swap_under(database: Database, *readers: Reader) -> None:
    """Exchange the read models again and again, for those of another version and back."""
    tasks = [asyncio.create_task(reader.run()) for reader in readers]
    for number in range(SWAPS):
        await rebuild(database.owner_dsn, (texts, both)[number % 2])
        for reader in readers:
            await reader.goes_on()
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@pytest.fixture
async def filled(database: Database) -> Database:
    await ensure(database.owner_dsn, both)
    async with await connect(database.dsn) as conn:
        for number in range(3):
            await command(conn, number + 1, streams=STREAMS)
        await deliver(conn, 1, 3, streams=STREAMS)
    return database


@pytest.mark.parametrize(
    "query", ["select * from account", "select * from standing", "select * from figures"]
)
async def test_rows_of_another_type_are_read_without_error(filled: Database, query: str) -> None:
    reader = Reader(filled, query)

    await _swap_under(filled, reader)

    assert reader.errors == []


async def test_a_prepared_statement_does_not_survive_a_swap(filled: Database) -> None:
    reader = Reader(filled, "select * from account", prepare_after=0)

    await _swap_under(filled, reader)

    assert "cached plan must not change result type" in reader.errors


async def test_nobody_sees_half_while_commands_go_on(filled: Database) -> None:
    tables, views = Reader(filled, TABLES), Reader(filled, VIEWS)
    done = asyncio.Event()

    async def decide() -> None:
        async with await connect(filled.dsn) as conn:
            number = 0
            while not done.is_set():
                number += 1
                await command(conn, number, streams=STREAMS)

    async def swap() -> None:
        for _ in range(SWAPS):
            await rebuild(filled.owner_dsn, both)
        done.set()

    reading = [asyncio.create_task(reader.run()) for reader in (tables, views)]
    await asyncio.gather(decide(), swap())
    for task in reading:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    assert tables.errors == views.errors == []
    assert len(tables.seen) > SWAPS
    for streams, least, most, numbers, events in tables.seen:
        assert streams == STREAMS
        assert least == most
        assert numbers == events == STREAMS * int(str(most))
    for streams, least, most, standing, events in views.seen:
        assert streams == standing == 2 * STREAMS
        assert least == most
        assert events == STREAMS * (int(str(most)) + 3)


async def test_without_one_transaction_for_the_swap_readers_see_nothing(
    filled: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Reader(filled, TABLES)

    async def step_by_step(conn: Conn, *_: object) -> None:
        await conn.execute("alter schema rm rename to rm_old")
        await reader.goes_on()
        await conn.execute("alter schema rm_next rename to rm")

    monkeypatch.setattr(mechanism, "_swap", step_by_step)

    await _swap_under(filled, reader)

    assert 'relation "account" does not exist' in reader.errors
