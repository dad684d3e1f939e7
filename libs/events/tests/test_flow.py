"""From a command in one service to a row in another, over a real broker."""

from libs.events.tests.sample import Accounts, add, handler, reader, writer
from libs.events.tests.stack import account_rows, head, journaled, kafka, rows, running, until

from tests.brokers.interface import Broker
from tests.postgres import Database, MakeDatabase
from zhouqi.events import JOURNAL, STORE
from zhouqi.events.fold.rebuild import ensure
from zhouqi.events.log.connection import connect


async def _write(database: Database, numbers: list[tuple[str, int]]) -> None:
    conn = await connect(database.dsn)
    await handler(writer).handle(conn, Accounts(), [add(stream, number) for stream, number in numbers])
    await conn.close()


async def test_what_is_decided_arrives_and_is_answered(make_database: MakeDatabase, broker: Broker) -> None:
    source, sink = make_database(), make_database()
    await ensure(source.owner_dsn, writer)
    await ensure(sink.owner_dsn, reader)
    numbers = [(f"account/{number % 7}", number + 1) for number in range(700)]
    expected = account_rows(
        (f"account/{name}", [n for s, n in numbers if s == f"account/{name}"]) for name in range(7)
    )

    async with (
        running(writer, source.dsn, kafka(broker)),
        running(reader, sink.dsn, kafka(broker)),
    ):
        await _write(source, numbers[:300])
        await _write(source, numbers[300:])
        await journaled(sink.dsn, 700)
        assert await rows(sink.dsn, "select * from account order by 1") == expected

        async def mirrored() -> bool:
            told = await rows(
                sink.dsn,
                "select distinct on (stream) replace(stream, 'mirror', 'account'),"
                " (data->>'total')::int from event order by stream, sequence desc",
            )
            return told == [(stream, total) for stream, total, *_ in expected]

        await until(mirrored, "every mirror knows its account's sum")

    assert await head(source.dsn, STORE) == await head(sink.dsn, JOURNAL) == 700
