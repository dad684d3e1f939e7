"""A transaction that is sent at once is whole or nothing, and leaves its connection as it was."""

import asyncio
from collections.abc import Awaitable, Callable

import psycopg
import pytest
from psycopg.pq import TransactionStatus

from tests.postgres import Database
from zhouqi.events.log.connection import Conn, autocommit, connect, pipelined_transaction

_STUCK = "insert into log.stuck values (%s, 'fork', '', 0)"


async def _marks(database: Database) -> list[object]:
    async with await connect(database.dsn) as conn:
        found = await conn.execute("select stream from log.stuck order by stream")
        return [row[0] for row in await found.fetchall()]


def _as_it_was(conn: Conn) -> bool:
    return conn.info.transaction_status is TransactionStatus.IDLE and not conn.autocommit


async def _at_once(conn: Conn, *marks: str, then: Callable[[], Awaitable[object]] | None = None) -> None:
    """Mark these streams in one transaction, and do ``then`` within it."""
    async with autocommit(conn), pipelined_transaction(conn):
        for stream in marks:
            await conn.execute(_STUCK, (stream,))
        if then is not None:
            await then()


async def test_all_of_it_is_committed(database: Database) -> None:
    async with await connect(database.dsn) as conn:
        await _at_once(conn, "a", "b")

        assert await _marks(database) == ["a", "b"]
        assert _as_it_was(conn)


async def test_what_is_refused_at_its_end_undoes_all_of_it(database: Database) -> None:
    async with await connect(database.dsn) as conn:
        with pytest.raises(psycopg.errors.UniqueViolation):
            await _at_once(conn, "a", "a")

        assert await _marks(database) == []
        assert _as_it_was(conn)


async def test_an_error_within_it_undoes_all_of_it(database: Database) -> None:
    async def fail() -> None:
        raise LookupError

    async with await connect(database.dsn) as conn:
        with pytest.raises(LookupError):
            await _at_once(conn, "a", then=fail)

        assert await _marks(database) == []
        assert _as_it_was(conn)


async def test_one_that_is_given_up_undoes_all_of_it(database: Database) -> None:
    async with await connect(database.dsn) as conn:

        async def sleep() -> None:
            await (await conn.execute("select pg_sleep(30)")).fetchone()

        with pytest.raises(TimeoutError):
            await asyncio.wait_for(_at_once(conn, "a", then=sleep), 0.2)

        assert await _marks(database) == []
        assert conn.closed or _as_it_was(conn)


async def test_a_session_that_stands_still_within_a_transaction_ends(database: Database) -> None:
    conn = await connect(database.dsn)
    try:
        row = await (await conn.execute("show idle_in_transaction_session_timeout")).fetchone()
    finally:
        await conn.close()

    assert row == ("5min",)


async def test_a_client_and_a_server_that_are_gone_are_noticed_within_a_minute(database: Database) -> None:
    """The settings themselves say nothing on the local socket of a test."""
    conn = await connect(database.dsn)
    asked = conn.info.get_parameters()
    await conn.close()

    for name, seconds in (("keepalives_idle", 15), ("keepalives_interval", 5), ("keepalives_count", 3)):
        assert asked[name] == str(seconds)
        assert f"-c tcp_{name}={seconds}" in asked["options"]
    assert asked["tcp_user_timeout"] == "30000"
