"""Events that are read together, an intent for the last one of each stream, and a cursor that never runs ahead."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence

import psycopg
import pytest
from libs.events.tests.react.run import added, answered, happen, mirrored, parked, position, reactor
from libs.events.tests.sample import event
from libs.events.tests.stack import rows

from tests.postgres import Database
from zhouqi.events import AnyCommand, Event, Intent, Outcome, ReceivedFact
from zhouqi.events.commands.decide import AnyDecider
from zhouqi.events.commands.handle import Handler
from zhouqi.events.commands.react import React, Reactor
from zhouqi.events.log.connection import Conn, Row
from zhouqi.events.log.follow import Cursor


def _last(order: Callable[[Sequence[ReceivedFact]], Sequence[ReceivedFact]] = lambda some: some) -> React:
    """A reaction with one intent a stream, for its last event; ``order`` says in which order it yields."""

    async def react(
        conn: Conn, happened: Sequence[ReceivedFact]
    ) -> AsyncIterator[tuple[ReceivedFact, Intent]]:
        last = {one.event.stream: one for one in happened}
        for one in order([one for one in happened if last[one.event.stream] is one]):
            found = await conn.execute("select total from account where stream = %s", (one.event.stream,))
            row = await found.fetchone()
            assert row is not None
            yield one, mirrored(one.event, int(str(row[0])))

    return react


class Killed(psycopg.OperationalError):
    """The connection is gone."""


def _killed(monkeypatch: pytest.MonkeyPatch, nth: int) -> None:
    """The ``nth`` time that commands are handled, the connection goes before they are committed."""
    handle_within = Handler.handle_within
    times = 0

    async def once(
        self: Handler, conn: Conn, decider: AnyDecider, commands: Sequence[AnyCommand]
    ) -> list[Outcome]:
        nonlocal times
        times += 1
        outcomes = await handle_within(self, conn, decider, commands)
        if times == nth:
            await conn.rollback()
            raise Killed
        return outcomes

    monkeypatch.setattr(Handler, "handle_within", once)


async def _totals(database: Database) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """What the mirrors were last told, and what they should know: (account, sum)."""
    told = await rows(
        database.dsn,
        "select distinct on (stream) replace(stream, 'mirror', 'account'), (data->>'total')::bigint"
        " from event order by stream, sequence desc",
    )
    known = await rows(database.dsn, "select stream, total from account order by stream")
    return _counted(told), _counted(known)


def _counted(found: Sequence[Row]) -> list[tuple[str, int]]:
    return [(str(account), int(str(total))) for account, total in found]


async def test_more_than_a_hundred_streams_are_answered_once_each(database: Database) -> None:
    async with reactor(database, _last()) as (runner, cursor):
        await happen(database, added(900, accounts=250))

        assert await runner.advance(cursor)

        assert sorted(await answered(database)) == sorted(f"mirror/{number}" for number in range(250))
        assert (cursor.position, await position(database)) == (900, 900)
        told, known = await _totals(database)
        assert told == known


@pytest.mark.parametrize("order", [lambda some: some, lambda some: some[::-1]], ids=["in order", "backwards"])
@pytest.mark.parametrize("nth", [1, 2, 3])
async def test_whatever_is_lost_between_batches_is_done_at_the_next_start(
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    nth: int,
    order: Callable[[Sequence[ReceivedFact]], Sequence[ReceivedFact]],
) -> None:
    _killed(monkeypatch, nth)
    await _interrupted(database, order)

    async with reactor(database, _last(order)) as (runner, cursor):
        assert cursor.position == 0, "no event is passed before all that was read with it is answered"
        await runner.advance(cursor)

    told, known = await _totals(database)
    assert told == known
    assert len(await answered(database)) == 250, "nothing was done twice"


async def test_a_cursor_that_runs_ahead_loses_what_a_later_event_answers(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    together = Reactor._together

    async def ahead(self: Reactor, cursor: Cursor, events: Sequence[Event], last: int) -> None:
        await cursor.move(last)
        await cursor.conn.commit()
        await together(self, cursor, events, last)

    monkeypatch.setattr(Reactor, "_together", ahead)
    _killed(monkeypatch, 2)
    await _interrupted(database, lambda some: some)

    async with reactor(database, _last()) as (runner, cursor):
        await runner.advance(cursor)

    told, known = await _totals(database)
    assert told != known


async def test_one_bad_event_is_parked_and_the_others_of_its_read_are_answered(database: Database) -> None:
    good, bad = _last(), event("account/140", 2)

    async def react(
        conn: Conn, happened: Sequence[ReceivedFact]
    ) -> AsyncIterator[tuple[ReceivedFact, Intent]]:
        async for answer in good(conn, happened):
            if answer[0].event.id == bad.id:
                raise ValueError("not that one")
            yield answer

    async with reactor(database, react) as (runner, cursor):
        await happen(database, added(300, accounts=150))

        assert await runner.advance(cursor)

        assert await parked(cursor.conn) == ["account/140"]
        assert set(await answered(database)) == {f"mirror/{number}" for number in range(150)}, (
            "also for the first event of that stream, which the second was to answer for"
        )
        assert await position(database) == 300


async def test_a_command_names_the_event_that_it_answers(database: Database) -> None:
    events = added(4, accounts=2)
    async with reactor(database, _last()) as (runner, cursor):
        await happen(database, events)
        await runner.advance(cursor)

    causes = await rows(database.dsn, "select causation_id from event order by stream")
    assert causes == [(events[2].id,), (events[3].id,)]


async def _interrupted(
    database: Database, order: Callable[[Sequence[ReceivedFact]], Sequence[ReceivedFact]]
) -> None:
    async with reactor(database, _last(order)) as (runner, cursor):
        await happen(database, added(900, accounts=250))
        with pytest.raises(Killed):
            await runner.advance(cursor)
