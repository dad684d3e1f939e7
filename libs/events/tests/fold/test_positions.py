"""Position order is commit order, so a follower passes nothing, however long an insert is held open."""

import asyncio

import pytest
from libs.events.tests.fold.deliver import waits_for_lock
from libs.events.tests.fold.unprotected import loosen, make_sequence
from libs.events.tests.sample import event

from tests.postgres import Database
from zhouqi.events import STORE, Event
from zhouqi.events.log.connection import Conn, connect
from zhouqi.events.log.follow import Cursor, hold

WRITERS = 6
EACH = 25


async def _append(conn: Conn, *events: Event) -> None:
    async with conn.transaction():
        await STORE.lock(conn)
        await STORE.write(conn, events)


async def _follow(cursor: Cursor, seen: list[Event]) -> int:
    """What a follower does in one turn; returns how many events it met."""
    events = await STORE.read(cursor.conn, cursor.position, 1000)
    if events:
        await cursor.move(events[-1].position)
    await cursor.conn.commit()
    seen += events
    return len(events)


async def _held_open_while_another_commits(database: Database) -> list[str]:
    """The streams that a follower met: ``a`` is written first and held, ``b`` comes meanwhile."""
    seen: list[Event] = []
    async with (
        await connect(database.dsn) as slow,
        await connect(database.dsn) as quick,
        hold(database.dsn, STORE, "test") as cursor,
    ):
        assert cursor is not None
        async with slow.transaction():
            await STORE.lock(slow)
            await STORE.write(slow, [event("account/a", 1)])

            second = asyncio.create_task(_append(quick, event("account/b", 1)))
            waiting = asyncio.create_task(waits_for_lock(database.admin_dsn, quick.info.backend_pid))
            await asyncio.wait({second, waiting}, return_when=asyncio.FIRST_COMPLETED)
            await _follow(cursor, seen)
        await second
        waiting.cancel()
        await _follow(cursor, seen)
    return [event.stream for event in seen]


async def test_an_insert_held_open_is_not_passed(database: Database) -> None:
    assert await _held_open_while_another_commits(database) == ["account/a", "account/b"]


async def test_without_the_lock_an_insert_held_open_is_skipped_for_ever(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_sequence(database)
    loosen(monkeypatch.setattr)

    assert await _held_open_while_another_commits(database) == ["account/b"]


async def _follow_many_writers(database: Database) -> list[Event]:
    """What a follower meets that reads all the time while writers commit, or fail, at random."""
    written = 0

    async def write(name: int) -> None:
        nonlocal written
        async with await connect(database.dsn) as conn:
            for number in range(1, EACH + 1):
                stream = f"account/{name}-{number}"
                fails = number % 5 == 0
                async with conn.transaction(force_rollback=fails):
                    await STORE.lock(conn)
                    await STORE.write(conn, [event(stream, 1), event(stream, 2)])
                    await conn.execute("select pg_sleep(random() / 500)")
                written += 0 if fails else 2

    seen: list[Event] = []
    async with hold(database.dsn, STORE, "test") as cursor:
        assert cursor is not None
        async with asyncio.TaskGroup() as group:
            writing = [group.create_task(write(name)) for name in range(WRITERS)]
            while not all(task.done() for task in writing):
                await _follow(cursor, seen)
        while await _follow(cursor, seen):
            pass
    assert written == WRITERS * EACH * 2 * 4 // 5
    return seen


async def test_a_follower_of_many_writers_meets_each_event_once_and_no_gap(database: Database) -> None:
    seen = await _follow_many_writers(database)

    assert [event.position for event in seen] == list(range(1, WRITERS * EACH * 2 * 4 // 5 + 1))


async def test_without_the_lock_a_follower_of_many_writers_misses_some(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_sequence(database)
    loosen(monkeypatch.setattr)

    seen = await _follow_many_writers(database)

    assert len(seen) < WRITERS * EACH * 2 * 4 // 5
