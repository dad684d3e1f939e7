"""A close counts what was written before it; who works on it waits until as much has arrived."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from libs.events.tests.react.run import added, message
from libs.events.tests.sample import (
    TRUST,
    Accounts,
    Added,
    Mirrored,
    add,
    event,
    folder,
    handler,
    reader,
    writer,
)

from tests.postgres import Database
from tests.sealing import sealed
from zhouqi.events import NotYet
from zhouqi.events.bus import parked
from zhouqi.events.bus.message import Message
from zhouqi.events.bus.receive import Receiver
from zhouqi.events.bus.triage import BadMessage
from zhouqi.events.fold.rebuild import ensure
from zhouqi.events.log.connection import Conn, connect
from zhouqi.events.log.watermark import await_counted, count_arrived, count_written


@pytest.fixture
async def conn(database: Database) -> Conn:
    await ensure(database.owner_dsn, reader)
    return await connect(database.dsn)


def _junk(position: int | None, value: bytes = b"junk", life: int = 1) -> Message:
    """A message that nobody can read; a relay's carries the place that it came from."""
    key = b"account/a"
    headers = () if position is None else sealed("Added", key, value, "writer", position, life)
    return Message("Added", 0, position or 0, key, value, headers)


async def _receive(conn: Conn, messages: Sequence[Message]) -> None:
    await Receiver(folder(reader), TRUST).receive(conn, messages)


async def _waits(conn: Conn, count: int) -> str | None:
    try:
        await await_counted(conn, {"Added": count, "Mirrored": 5}, (Added,))
    except NotYet as what:
        return str(what)
    return None


async def test_written_counts_each_type_in_the_store(database: Database) -> None:
    await ensure(database.owner_dsn, writer)
    conn = await connect(database.dsn)
    await handler(writer).handle(conn, Accounts(), [add(f"account/{number}", 1) for number in range(5)])

    assert await count_written(conn, (Added, Mirrored)) == {"Added": 5}
    await conn.close()


async def test_it_waits_until_as_many_have_arrived(conn: Conn) -> None:
    assert await _waits(conn, 3) == "Added 3"

    await _receive(conn, [message(one) for one in added(2, accounts=1)])
    assert await _waits(conn, 3) == "Added 1"

    await _receive(conn, [message(event("account/b", 1))])
    assert await _waits(conn, 3) is None
    assert await _waits(conn, 2) is None, "more than counted is enough"
    await conn.close()


async def test_a_type_that_is_not_subscribed_is_not_waited_for(conn: Conn) -> None:
    await await_counted(conn, {"Mirrored": 5}, (Added,))
    await await_counted(conn, {}, (Added,))
    await conn.close()


async def test_what_was_put_aside_has_arrived(conn: Conn) -> None:
    await _receive(conn, [message(event("account/a", 1)), _junk(2)])

    assert await count_arrived(conn, ("Added",)) == {"Added": 2}
    assert await _waits(conn, 2) is None
    await conn.close()


async def test_what_was_put_aside_counts_once_however_often_it_came(conn: Conn) -> None:
    await _receive(conn, [_junk(1), _junk(1, life=2)])

    assert await count_arrived(conn, ("Added",)) == {"Added": 1}
    await conn.close()


async def test_rubbish_that_no_relay_sent_stands_for_no_event(conn: Conn) -> None:
    await _receive(conn, [_junk(None), _junk(None, b"other")])

    assert await count_arrived(conn, ("Added",)) == {}
    assert await _waits(conn, 1) == "Added 1"
    await conn.close()


async def test_what_the_journal_took_in_the_end_counts_once(conn: Conn) -> None:
    aside = message(event("account/a", 1))
    await parked.park(conn, [BadMessage(aside, "unreadable", "by an older version", "account/a")])
    await conn.commit()
    assert await count_arrived(conn, ("Added",)) == {"Added": 1}

    [number] = await parked.unsettled_numbers(conn)
    await conn.commit()
    await Receiver(folder(reader), TRUST).receive(conn, [aside], parked_as=number)

    assert await count_arrived(conn, ("Added",)) == {"Added": 1}
    await conn.close()
