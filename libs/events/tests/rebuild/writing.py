"""Write into both logs, and say by code of its own what the tables must then hold."""

from collections import defaultdict

from libs.events.tests.fold.deliver import messages
from libs.events.tests.rebuild.models import TABLES, both
from libs.events.tests.sample import TRUST, Accounts, add, event, folder, handler
from libs.events.tests.stack import account_rows, rows

from zhouqi.events import Context
from zhouqi.events.bus.receive import Receiver
from zhouqi.events.log.connection import Conn, Row

STREAMS = 60


async def command(conn: Conn, number: int, context: Context = both, streams: int = STREAMS) -> None:
    """One transaction that adds ``number`` to every account."""
    await handler(context).handle(
        conn, Accounts(), [add(f"account/{name}", number) for name in range(streams)]
    )


async def deliver(conn: Conn, first: int, last: int, context: Context = both, streams: int = STREAMS) -> None:
    """One transaction that receives these sequences of every other one."""
    events = [
        event(f"other/{name}", sequence) for sequence in range(first, last + 1) for name in range(streams)
    ]
    await Receiver(folder(context), TRUST).receive(conn, messages(events))


async def dump(dsn: str) -> dict[str, list[Row]]:
    """All tables of the read models, ordered."""
    return {name: await rows(dsn, f"select to_json(t)::text from {name} t order by 1") for name in TABLES}


async def tables_are_right(dsn: str) -> None:
    """The rows are those that the logs' events give, by an oracle of its own."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for stream, number in await rows(
        dsn,
        "select stream, (data->>'number')::int from (select * from log.event union all select * from"
        " log.journal) e order by stream, sequence",
    ):
        numbers[str(stream)].append(int(str(number)))
    found = await rows(dsn, "select * from account union all select * from other order by 1")
    expected = account_rows(numbers.items())
    assert found == expected
    assert await rows(dsn, "select * from standing order by 1") == [
        (stream, str(total), count, stuck) for stream, total, count, stuck in expected
    ]
    assert await rows(
        dsn, "select * from account_number union all select * from other_number order by 1, 2"
    ) == [
        (stream, place, number)
        for stream, some in sorted(numbers.items())
        for place, number in enumerate(some)
    ]
