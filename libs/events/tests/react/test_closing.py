"""A close counts what was written before it; who works on it waits until as much has arrived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import pytest
from libs.events.tests.react.run import added, delivery
from libs.events.tests.sample import Accounts, Added, Mirrored, add, event, folder, handler, reader, writer

from tests.postgres import Database
from zhouqi.events import NotYet, parked
from zhouqi.events.closing import arrived, await_counted, written
from zhouqi.events.connection import Conn, connect
from zhouqi.events.delivery import Bad, Delivery
from zhouqi.events.envelope import Origin
from zhouqi.events.rebuild import ensure
from zhouqi.events.receive import Receiver

_STORE = UUID(int=7)


@pytest.fixture
async def conn(database: Database) -> Conn:
    await ensure(database.owner_dsn, reader)
    return await connect(database.dsn)


def _junk(position: int | None, value: bytes = b"junk", life: int = 1) -> Delivery:
    """A message that nobody can read; a relay's carries the place that it came from."""
    headers = () if position is None else (("position", Origin(_STORE, life, position).encode()),)
    return Delivery("Added", 0, position or 0, b"account/a", value, headers)


async def _receive(conn: Conn, deliveries: Sequence[Delivery]) -> None:
    await Receiver(folder(reader)).receive(conn, deliveries)


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

    assert await written(conn, (Added, Mirrored)) == {"Added": 5}
    await conn.close()


async def test_it_waits_until_as_many_have_arrived(conn: Conn) -> None:
    assert await _waits(conn, 3) == "Added 3"

    await _receive(conn, [delivery(one) for one in added(2, accounts=1)])
    assert await _waits(conn, 3) == "Added 1"

    await _receive(conn, [delivery(event("account/b", 1))])
    assert await _waits(conn, 3) is None
    assert await _waits(conn, 2) is None, "more than counted is enough"
    await conn.close()


async def test_a_type_that_is_not_subscribed_is_not_waited_for(conn: Conn) -> None:
    await await_counted(conn, {"Mirrored": 5}, (Added,))
    await await_counted(conn, {}, (Added,))
    await conn.close()


async def test_what_was_put_aside_has_arrived(conn: Conn) -> None:
    await _receive(conn, [delivery(event("account/a", 1)), _junk(2)])

    assert await arrived(conn, ("Added",)) == {"Added": 2}
    assert await _waits(conn, 2) is None
    await conn.close()


async def test_what_was_put_aside_counts_once_however_often_it_came(conn: Conn) -> None:
    await _receive(conn, [_junk(1), _junk(1, life=2)])

    assert await arrived(conn, ("Added",)) == {"Added": 1}
    await conn.close()


async def test_rubbish_that_no_relay_sent_stands_for_no_event(conn: Conn) -> None:
    await _receive(conn, [_junk(None), _junk(None, b"other")])

    assert await arrived(conn, ("Added",)) == {}
    assert await _waits(conn, 1) == "Added 1"
    await conn.close()


async def test_what_the_journal_took_in_the_end_counts_once(conn: Conn) -> None:
    origin = (("position", Origin(_STORE, 1, 1).encode()),)
    aside = replace(delivery(event("account/a", 1)), headers=origin)
    await parked.park(conn, [Bad(aside, "unreadable", "by an older version", "account/a")])
    await conn.commit()
    assert await arrived(conn, ("Added",)) == {"Added": 1}

    [number] = await parked.waiting(conn)
    await conn.commit()
    await Receiver(folder(reader)).receive(conn, [aside], parked_as=number)

    assert await arrived(conn, ("Added",)) == {"Added": 1}
    await conn.close()
