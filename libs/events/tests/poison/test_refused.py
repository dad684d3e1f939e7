"""What passes the envelope and is refused by the journal's table all the same is found and parked."""

from collections.abc import Sequence

import psycopg
import pytest
from libs.events.tests.fold.deliver import messages, receiver
from libs.events.tests.sample import event, reader
from libs.events.tests.stack import account_rows, rows

from tests.postgres import Database
from zhouqi.events import JOURNAL, Event
from zhouqi.events.bus import parked
from zhouqi.events.bus.receive import Receiver
from zhouqi.events.bus.triage import BadMessage, GoodMessage
from zhouqi.events.fold.rebuild import ensure
from zhouqi.events.log import bounds
from zhouqi.events.log.connection import Conn, connect


@pytest.fixture(autouse=True)
def _hole(monkeypatch: pytest.MonkeyPatch) -> None:
    """The envelope lets any text through."""
    monkeypatch.setattr(bounds, "check_read", lambda _: None)


def _batch(size: int) -> list[Event]:
    """Streams of one event each, the second of which no text column takes."""
    events = [event(f"account/{number}", 1) for number in range(size)]
    events[1] = event("account/1", 1, actor="NUL \x00")
    return events


@pytest.mark.parametrize("size", [3, 30], ids=["a few, inserted", "many, copied"])
async def test_one_by_one_the_culprit_is_parked(database: Database, size: int) -> None:
    await ensure(database.owner_dsn, reader)

    async with await connect(database.dsn) as conn:
        received = await receiver().receive(conn, messages(_batch(size)))

    assert (received.journaled, received.parked) == (size - 1, 1)
    assert received.verdicts == (False, True, *[False] * (size - 2))
    good = [(f"account/{number}", [1]) for number in range(size) if number != 1]
    assert await rows(database.dsn, "select * from account order by 1") == account_rows(good)
    assert await rows(database.dsn, "select stream, cause from log.stuck") == [("account/1", "unreadable")]


@pytest.mark.parametrize("size", [3, 30], ids=["a few, inserted", "many, copied"])
async def test_without_it_the_whole_batch_is_refused(
    database: Database, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ensure(database.owner_dsn, reader)

    async def at_once(
        self: Receiver, conn: Conn, good: Sequence[GoodMessage]
    ) -> tuple[list[Event], list[BadMessage]]:
        return await JOURNAL.write(conn, [one.event for one in good]), []

    monkeypatch.setattr(Receiver, "_write", at_once)

    async with await connect(database.dsn) as conn:
        with pytest.raises(psycopg.DataError):
            await receiver().receive(conn, messages(_batch(size)))


async def test_a_reaction_is_parked_whatever_its_error_says(database: Database) -> None:
    async with await connect(database.dsn) as conn:
        await parked.park_reaction(conn, "mirror", event("account/a", 1), ValueError("NUL \x00, half \ud800"))
        await conn.commit()

        [row] = await parked.list_parked(conn)

    assert row.detail == "ValueError: NUL �, half ?"
