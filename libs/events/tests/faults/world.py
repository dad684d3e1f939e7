"""What the fault tests write, and what must then be true: everything there, exactly once, in order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import count
from typing import TypeAlias
from uuid import uuid5

from libs.events.tests.sample import NAMESPACE, Accounts, add, handler, writer
from libs.events.tests.stack import account_rows, head, kafka, rows, until

from tests.brokers.interface import Broker
from tests.postgres import Database
from zhouqi.events import JOURNAL, STORE, Kafka
from zhouqi.events.log.connection import Conn, Row, connect
from zhouqi.events.log.verify import verify

Numbers: TypeAlias = Sequence[int]
"""Each number is added once, to the account that it belongs to: so what is lost or twice shows."""
STREAMS = 7
END = "account/end"
END_NUMBER = 1_000_000
_LIST = 50


def settings(broker: Broker, partitions: int = 1) -> Kafka:
    """Settings under which a killed member, or a broker that does not answer, is missed soon.

    The embedded broker lets a member join after half its session's time, at times after twice that.
    """
    session = 1_000 if broker.name == "embedded" else 2_000
    return replace(kafka(broker, partitions), session_timeout_ms=session, request_timeout_ms=3_000)


def stream(number: int) -> str:
    """The account that a number is added to."""
    return f"account/{number % STREAMS}"


async def write(dsn: str, numbers: Numbers, each: int = _LIST) -> None:
    """Add the numbers, in order, in transactions of ``each``; a repeat changes nothing."""
    conn = await connect(dsn)
    try:
        for first in range(0, len(numbers), each):
            await _add(conn, numbers[first : first + each])
    finally:
        await conn.close()


@asynccontextmanager
async def loading(dsn: str) -> AsyncIterator[list[int]]:
    """Write one number after the other while the block lasts; yields those that were written."""
    written: list[int] = []
    ended = asyncio.Event()

    async def load() -> None:
        conn = await connect(dsn)
        try:
            for number in count(1):
                await _add(conn, [number])
                written.append(number)
                if ended.is_set():
                    return
        finally:
            await conn.close()

    async with asyncio.TaskGroup() as group:
        group.create_task(load())
        yield written
        ended.set()


async def _add(conn: Conn, numbers: Numbers) -> None:
    await handler(writer).handle(
        conn,
        Accounts(),
        [add(stream(number), number, id=uuid5(NAMESPACE, f"number {number}")) for number in numbers],
    )


async def write_end(dsn: str) -> None:
    """Write one event of a stream of its own behind all others."""
    conn = await connect(dsn)
    try:
        await handler(writer).handle(conn, Accounts(), [add(END, END_NUMBER)])
    finally:
        await conn.close()


async def end_arrived(dsn: str) -> None:
    """Wait until the last event is journaled: in one partition, all others have had their turn."""

    async def holds() -> bool:
        return bool(await rows(dsn, "select from log.journal where stream = %s", END))

    await until(holds, "the last event is in the journal")


def expected(numbers: Numbers) -> list[Row]:
    """The rows of ``account`` for these numbers."""
    streams: dict[str, list[int]] = {}
    for number in numbers:
        streams.setdefault(stream(number), []).append(number)
    return account_rows(streams.items())


async def account(dsn: str) -> list[Row]:
    """The rows of ``account``, but for the end's."""
    return await rows(dsn, "select * from account where stream <> %s order by 1", END)


async def counted(dsn: str) -> list[int]:
    """The numbers that the tally's reaction has counted, in ascending order, each as often as it was."""
    found = await rows(
        dsn, "select (data->>'number')::int from log.event where stream like 'tally/%%' order by 1"
    )
    return [int(str(row[0])) for row in found]


async def all_counted(dsn: str, numbers: Iterable[int]) -> None:
    """Wait until as many effects are there as there are numbers, and let each be there once."""
    wanted = sorted(numbers)

    async def holds() -> bool:
        return len(await counted(dsn)) >= len(wanted)

    await until(holds, f"{len(wanted)} effects")
    assert await counted(dsn) == wanted


async def execute(dsn: str, statement: str) -> None:
    """Run one statement."""
    conn = await connect(dsn, autocommit=True)
    try:
        await conn.execute(statement)
    finally:
        await conn.close()


async def cursor_at_head(dsn: str, name: str = "relay") -> None:
    """Wait until the follower ``name`` has come to the end of its log."""
    log = STORE if name == "relay" else JOURNAL

    async def holds() -> bool:
        at = await rows(dsn, "select position from log.cursor where name = %s", name)
        return bool(at) and at[0][0] == await head(dsn, log)

    await until(holds, f"{name} has come to the head")


async def assert_whole(database: Database, numbers: Numbers, log_table: str = "journal") -> None:
    """Each number is in the log once, the rows are theirs, and the log has no gap."""
    found = await rows(
        database.dsn,
        f"select (data->>'number')::int from log.{log_table} where type = 'Added' and stream <> %s order by 1",
        END,
    )
    assert [row[0] for row in found] == sorted(numbers)
    assert await account(database.dsn) == expected(numbers)
    conn = await connect(database.dsn)
    try:
        assert await verify(conn) == []
    finally:
        await conn.close()
