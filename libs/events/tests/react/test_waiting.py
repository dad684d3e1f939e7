"""A reaction that says NotYet waits: it passes nothing, loses nothing, parks nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest
from libs.events.tests.react.run import (
    added,
    answered,
    context,
    happen,
    mirrored,
    parked,
    position,
    reactor,
)
from libs.events.tests.sample import event, handler
from libs.events.tests.stack import rows, until

from tests.postgres import Database
from zhouqi.events import JOURNAL, Event, Fact, Heartbeat, Intent, NotYet, ReceivedFact, per_event
from zhouqi.events.commands.react import Reactor
from zhouqi.events.fold.rebuild import ensure
from zhouqi.events.log.connection import Conn, connect
from zhouqi.events.log.notify import Notifier


class Waiting:
    """Mirrors each event, but waits with those of ``missing`` accounts."""

    def __init__(self, *missing: str) -> None:
        self.missing = set(missing)
        self.seen: list[str] = []

    async def one(self, conn: Conn, of: Event, fact: Fact) -> AsyncIterator[Intent]:
        self.seen.append(of.stream)
        if of.stream in self.missing:
            raise NotYet(of.stream)
        yield mirrored(of, of.sequence)

    async def together(
        self, conn: Conn, happened: Sequence[ReceivedFact]
    ) -> AsyncIterator[tuple[ReceivedFact, Intent]]:
        async for answer in per_event(self.one)(conn, happened):
            yield answer


async def test_it_passes_nothing_and_parks_nothing(database: Database) -> None:
    waiting = Waiting("account/2")
    async with reactor(database, waiting.together) as (runner, cursor):
        await happen(database, added(4, accounts=4))

        for _ in range(3):
            with pytest.raises(NotYet, match="account/2"):
                await runner.advance(cursor)

        await cursor.conn.rollback()
        assert await answered(database) == ["mirror/0", "mirror/1"], "what came before is done, once"
        assert await position(database) == 2
        assert await parked(cursor.conn) == []

        waiting.missing.clear()
        await cursor.reload()
        assert await runner.advance(cursor)
        assert await answered(database) == [f"mirror/{number}" for number in range(4)]
        assert await position(database) == 4


async def test_what_is_done_is_not_done_again_while_it_waits(database: Database) -> None:
    waiting = Waiting("account/1")
    async with reactor(database, waiting.together) as (runner, cursor):
        await happen(database, added(2, accounts=2))
        for _ in range(3):
            with pytest.raises(NotYet):
                await runner.advance(cursor)
            await cursor.conn.rollback()
            await cursor.reload()

    assert waiting.seen.count("account/0") == 2, "together with the one that waits, then on its own"


async def test_the_loop_goes_on_as_soon_as_it_may(database: Database) -> None:
    waiting = Waiting("account/0")
    within = context(waiting.together)
    await ensure(database.owner_dsn, within)
    await happen(database, added(3, accounts=3))
    hints = Notifier(database.dsn)
    loop = Reactor(
        within.reactions[0],
        database.dsn,
        handler(within),
        hints.waiter(JOURNAL),
        Heartbeat("mirror"),
        within.decoder,
    )

    async def tried() -> bool:
        return len(waiting.seen) > 2

    async def done() -> bool:
        return len(await answered(database)) == 3

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(hints.run()), group.create_task(loop.run())]
        await until(tried, "it tries again")
        assert await answered(database) == []
        waiting.missing.clear()
        await until(done, "all is answered")
        for task in tasks:
            task.cancel()


async def test_a_parked_reaction_that_must_wait_stays_parked(database: Database) -> None:
    waiting = Waiting("account/0")
    async with reactor(database, waiting.together) as (runner, _):
        await happen(database, [event("account/0", 1)])
        conn = await connect(database.dsn)
        [of] = await JOURNAL.read_stream(conn, "account/0")
        await conn.commit()

        with pytest.raises(NotYet):
            await runner.retry(conn, of)
        await conn.rollback()
        assert await answered(database) == []

        waiting.missing.clear()
        await runner.retry(conn, of)
        await conn.close()
    assert await rows(database.dsn, "select stream from event") == [("mirror/0",)]
