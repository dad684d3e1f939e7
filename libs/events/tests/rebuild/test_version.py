"""Code of another version than the read models never writes; ``ensure`` brings them to its own."""

import pytest
from libs.events.tests.fold.deliver import messages, receiver
from libs.events.tests.rebuild.models import both, texts
from libs.events.tests.rebuild.writing import command, deliver
from libs.events.tests.sample import event
from libs.events.tests.stack import rows

from tests.postgres import Database
from zhouqi.events.fold.projector import Projector, WrongVersion
from zhouqi.events.fold.rebuild import ensure
from zhouqi.events.log.connection import connect

EVERYTHING = (
    "select (select count(*) from log.event), (select count(*) from log.journal),"
    " (select count(*) from log.command), (select count(*) from log.consumed), (select count(*) from log.parked)"
)


async def test_code_of_another_version_writes_nothing(database: Database) -> None:
    await ensure(database.owner_dsn, texts)
    before = await rows(database.dsn, EVERYTHING)
    unreadable = messages([event("other/a", 1, data=b"[" * 100 + b"]" * 100)])

    async with await connect(database.dsn) as conn:
        for write in (
            command(conn, 1, both),
            deliver(conn, 1, 2, both),
            receiver(both).receive(conn, unreadable),
        ):
            with pytest.raises(WrongVersion):
                await write

    assert await rows(database.dsn, EVERYTHING) == before


async def test_without_the_check_it_writes_what_the_new_code_does_not_mean(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ensure(database.owner_dsn, texts)

    monkeypatch.setattr(Projector, "_compare", lambda *_: None)
    async with await connect(database.dsn) as conn:
        await command(conn, 4, both)

    assert await rows(database.dsn, "select distinct total from account") == [("4",)], "not 'sum 4'"


async def test_ensure_rebuilds_for_this_code_and_only_then(database: Database) -> None:
    assert await ensure(database.owner_dsn, both)
    async with await connect(database.dsn) as conn:
        await command(conn, 4, both)
    assert not await ensure(database.owner_dsn, both)

    assert await ensure(database.owner_dsn, texts)

    assert await rows(database.dsn, "select distinct total from account") == [("sum 4",)]
    assert not await ensure(database.owner_dsn, texts)
    assert await ensure(database.owner_dsn, both), "back to the older code"
    assert await rows(database.dsn, "select distinct total from account") == [(4,)]
