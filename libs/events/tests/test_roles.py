"""Events are never changed: a service's role may insert into its logs and read them, nothing more."""

from __future__ import annotations

import psycopg
import pytest
from libs.events.tests.sample import Accounts, add, handler, writer

from tests.postgres import Database
from zhouqi.events.fold.rebuild import ensure
from zhouqi.events.log.connection import connect
from zhouqi.events.log.verify import verify

_CHANGES = [
    "update log.event set data = '{}'",
    "delete from log.event",
    "truncate log.event",
    "update log.journal set position = position + 1",
    "delete from log.journal",
    "truncate log.journal",
    "update log.command set sequence = 0",
    "delete from log.command",
    "update log.meta set value = 'x'",
    "update rm.version set fingerprint = 'x'",
    "drop table log.event",
    "alter table log.event disable trigger all",
    "create table log.other (x int)",
    "drop schema rm cascade",
]


@pytest.mark.parametrize("change", _CHANGES)
async def test_the_runtime_role_may_not(database: Database, change: str) -> None:
    await ensure(database.owner_dsn, writer)
    conn = await connect(database.dsn, autocommit=True)
    try:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            await conn.execute(change.encode())
    finally:
        await conn.close()


async def test_a_change_from_outside_is_found_where_it_leaves_a_gap(database: Database) -> None:
    await ensure(database.owner_dsn, writer)
    conn = await connect(database.dsn)
    admin = await connect(database.admin_dsn, autocommit=True)
    try:
        await handler(writer).handle(conn, Accounts(), [add("account/a", number) for number in (1, 2, 3)])
        await handler(writer).handle(conn, Accounts(), [add("account/b", 4)])
        assert await verify(conn) == []

        await admin.execute("delete from log.event where position = 2")

        assert [(found.log, found.what, found.where) for found in await verify(conn)] == [
            ("event", "position missing", "2..2"),
            ("event", "sequence missing", "account/a"),
        ]
    finally:
        await conn.close()
        await admin.close()
