"""Events that do not concern a reaction: its cursor passes them, and nothing waits for the disk or is told of it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from libs.events.tests.react.run import added, answered, happen, mirrored, position, reactor
from libs.events.tests.sample import event
from msgspec.structs import replace

from tests.postgres import Database
from zhouqi.events import Event, Fact, Intent, Log, per_event
from zhouqi.events.commands import react
from zhouqi.events.log.connection import Conn
from zhouqi.events.log.follow import Cursor


async def _mirror(conn: Conn, of: Event, fact: Fact) -> AsyncIterator[Intent]:
    yield mirrored(of, of.sequence)


async def _waits_for_the_disk(cursor: Cursor) -> bool:
    found = await cursor.conn.execute("select current_setting('synchronous_commit')")
    row = await found.fetchone()
    return row is not None and row[0] == "on"


async def test_the_cursor_passes_them_and_wakes_nobody(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Log] = []

    async def announce(conn: Conn, log: Log) -> None:
        told.append(log)

    monkeypatch.setattr(react, "announce", announce)
    async with reactor(database, per_event(_mirror)) as (runner, cursor):
        await happen(database, [replace(one, type="Mirrored") for one in added(3, accounts=3)])

        assert await runner.advance(cursor)
        assert not await runner.advance(cursor)

        assert (cursor.position, await position(database)) == (3, 3)
        assert await answered(database) == []
        assert told == []


async def test_what_is_answered_is_on_disk_before_the_relay_is_told(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[bool] = []
    move = Cursor.move

    async def moved(self: Cursor, position: int, *, durable: bool = True) -> None:
        await move(self, position, durable=durable)
        waited.append(await _waits_for_the_disk(self))

    monkeypatch.setattr(Cursor, "move", moved)
    async with reactor(database, per_event(_mirror)) as (runner, cursor):
        await happen(database, [event("account/1", 1)])
        await runner.advance(cursor)

        assert waited == [True]


async def test_a_light_move_is_light_for_its_own_transaction_alone(database: Database) -> None:
    async with reactor(database, per_event(_mirror)) as (_, cursor):
        await cursor.move(1, durable=False)
        assert not await _waits_for_the_disk(cursor)
        await cursor.conn.commit()

        await cursor.move(2)
        assert await _waits_for_the_disk(cursor)
        await cursor.conn.commit()
        assert await position(database) == 2
