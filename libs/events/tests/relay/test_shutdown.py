"""A shutdown under load loses nothing, doubles nothing, and ends in time."""

from __future__ import annotations

import asyncio
from time import monotonic

import pytest
from libs.events.tests.relay.accounts import LISTENER, numbers, publish, settings, write
from libs.events.tests.sample import writer
from libs.events.tests.stack import head, journaled, running, until

from tests.brokers.interface import Broker
from tests.postgres import Database, MakeDatabase
from zhouqi.events import JOURNAL, STORE
from zhouqi.events.bus.publish import Publisher
from zhouqi.events.fold.rebuild import ensure
from zhouqi.events.log.follow import Cursor

pytestmark = pytest.mark.fault
_TURNS = 3
_GRACE_SECONDS = 10.0


async def _load(database: Database, first: int, ended: asyncio.Event) -> int:
    """Add number after number until told to stop; returns the next one."""
    number = first
    while not ended.is_set():
        await write(database, *range(number, number + 5))
        number += 5
    return number


async def test_loops_cancelled_under_load_go_on_where_they_were(
    make_database: MakeDatabase, broker: Broker
) -> None:
    source, sink = make_database(), make_database()
    await ensure(source.owner_dsn, writer)
    await ensure(sink.owner_dsn, LISTENER)
    number, took = 1, 0.0
    for turn in range(1, _TURNS + 1):
        ended = asyncio.Event()
        load = asyncio.create_task(_load(source, number, ended))
        async with running(LISTENER, sink.dsn, settings(broker)):
            async with running(writer, source.dsn, settings(broker)):
                await journaled(sink.dsn, turn * 40)
                began = monotonic()
        took = max(took, monotonic() - began)
        ended.set()
        number = await load

    async with (
        running(writer, source.dsn, settings(broker)),
        running(LISTENER, sink.dsn, settings(broker)),
    ):
        await journaled(sink.dsn, await head(source.dsn, STORE))

    assert await numbers(sink) == list(range(1, number)), "each number once, in order"
    assert await head(sink.dsn, JOURNAL) == number - 1
    assert took < _GRACE_SECONDS


async def test_a_cursor_that_moves_before_the_acknowledgement_loses_what_a_shutdown_interrupts(
    make_database: MakeDatabase, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The protection removed: the cursor moves first, and the shutdown comes before the publish."""
    source, sink = make_database(), make_database()
    await ensure(source.owner_dsn, writer)
    await ensure(sink.owner_dsn, LISTENER)
    await write(source, 1, 2, 3)
    sending = asyncio.Event()

    async def hang(*_: object) -> None:
        conn = cursors[0].conn
        await cursors[0].move(3)
        await conn.commit()
        sending.set()
        await asyncio.Event().wait()

    cursors: list[Cursor] = []
    remember = Cursor.__init__

    def init(self: Cursor, *values: object) -> None:
        remember(self, *values)  # type: ignore[arg-type]
        cursors.append(self)

    with monkeypatch.context() as removed:
        removed.setattr(Cursor, "__init__", init)
        removed.setattr(Publisher, "publish", hang)
        async with running(writer, source.dsn, settings(broker)):
            await asyncio.wait_for(sending.wait(), 20)

    await write(source, 4)
    await publish(source, settings(broker))
    async with running(LISTENER, sink.dsn, settings(broker)):

        async def arrived() -> bool:
            return await numbers(sink) == [4]

        await until(arrived, "what was written afterwards is there, and nothing of what came before")
