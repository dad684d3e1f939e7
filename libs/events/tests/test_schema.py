"""The mechanism's tables of an older release are brought to this one, and lose nothing."""

from libs.events.tests.sample import Accounts, add, handler, writer
from libs.events.tests.stack import rows

from tests.postgres import Database
from zhouqi.events.fold.rebuild import ensure
from zhouqi.events.log.connection import connect
from zhouqi.events.log.schema import VERSION, migrate, version

ADDED = ("log.strange", "log.trust", "log.unread")


async def test_tables_of_the_first_version_get_what_is_new(database: Database) -> None:
    await ensure(database.owner_dsn, writer)
    async with await connect(database.dsn) as conn:
        await handler(writer).handle(conn, Accounts(), [add("account/a", 1)])
    owner = await connect(database.owner_dsn, autocommit=True)
    try:
        await owner.execute(f"drop table {', '.join(ADDED)}".encode())
        await owner.execute("update log.meta set value = '1' where key = 'version'")

        assert await migrate(owner, database.runtime_role)
        assert not await migrate(owner, database.runtime_role), "a repeat has nothing to do"

        assert await version(owner) == VERSION
    finally:
        await owner.close()
    for table in ADDED:
        assert await rows(database.dsn, f"select from {table}") == []
    assert await rows(database.dsn, "select count(*) from log.event") == [(1,)]
