"""Write to accounts and let relays and readers run until everything is where it belongs."""

from __future__ import annotations

from dataclasses import replace

from libs.events.tests.sample import Accounts, add, handler, reader, writer
from libs.events.tests.stack import head, journaled, kafka, rows, running, until

from tests.brokers.interface import Broker
from tests.postgres import Database
from zhouqi.events import STORE, Kafka
from zhouqi.events.log.connection import connect

LISTENER = replace(reader, publishes=(), reactions=())
"""A reader that decides nothing, like the cockpit: its database may go back without harm."""


def settings(broker: Broker) -> Kafka:
    """Settings under which a reader that comes again is let in soon."""
    return replace(kafka(broker), session_timeout_ms=2_000)


async def write(database: Database, *numbers: int, stream: str = "account/a") -> None:
    """Add the numbers to an account, one event each."""
    conn = await connect(database.dsn)
    try:
        await handler(writer).handle(conn, Accounts(), [add(stream, number) for number in numbers])
    finally:
        await conn.close()


async def publish(database: Database, kafka: Kafka) -> None:
    """Run the writer's relay until all is published. Raises what the relay raises."""
    try:
        async with running(writer, database.dsn, kafka):
            await published(database)
    except ExceptionGroup as group:
        raise group.exceptions[0] from group


async def published(database: Database) -> None:
    """Wait until the relay's cursor stands at the head."""

    async def holds() -> bool:
        at = await rows(database.dsn, "select position from log.cursor where name = 'relay'")
        return bool(at) and at[0][0] == await head(database.dsn, STORE)

    await until(holds, "everything is published")


async def read(database: Database, kafka: Kafka, count: int) -> None:
    """Run the listener until its journal holds ``count`` events."""
    async with running(LISTENER, database.dsn, kafka):
        await journaled(database.dsn, count)


async def numbers(database: Database, stream: str = "account/a") -> list[object]:
    """What the reader's rows say was added to an account, in order."""
    query = "select number from account_number where stream = %s order by place"
    return [row[0] for row in await rows(database.dsn, query, stream)]
