"""``verify`` finds what is missing from a log, and cursors that know more than it."""

import pytest
from libs.events.tests.fold.deliver import messages, receiver
from libs.events.tests.sample import Accounts, add, event, handler, writer
from libs.events.tests.stack import rows

from tests.postgres import Database
from zhouqi.events.fold.rebuild import ensure
from zhouqi.events.log.connection import connect
from zhouqi.events.log.verify import Discrepancy, verify


@pytest.fixture
async def filled(database: Database) -> Database:
    """Six events in each log, of two streams; the journal lacks some that are on the way."""
    await ensure(database.owner_dsn, writer)
    async with await connect(database.dsn) as conn:
        for number in (1, 2, 3):
            await handler(writer).handle(
                conn, Accounts(), [add("account/a", number), add("account/b", number)]
            )
        sequences = [
            ("account/a", 1),
            ("account/a", 5),
            ("account/b", 2),
            *((f"account/{n}", 1) for n in "cde"),
        ]
        await receiver(writer).receive(conn, messages([event(*place) for place in sequences]))
        await conn.execute("insert into log.cursor values ('relay', 6), ('reaction:mirror', 6)")
        await conn.commit()
    return database


async def _verify(database: Database) -> list[Discrepancy]:
    async with await connect(database.dsn) as conn:
        return await verify(conn)


async def test_whole_logs_have_no_findings(filled: Database) -> None:
    assert await _verify(filled) == []


@pytest.mark.parametrize(
    ("damage", "findings"),
    [
        (
            "delete from log.event where position = 1",
            ["event position missing 1..1", "event sequence missing account/a"],
        ),
        (
            "delete from log.event where position in (3, 4)",
            [
                "event position missing 3..4",
                "event sequence missing account/a",
                "event sequence missing account/b",
            ],
        ),
        ("delete from log.event where position = 6", ["event cursor beyond the head relay at 6"]),
        (
            "delete from log.journal where position in (1, 3)",
            ["journal position missing 1..1", "journal position missing 3..3"],
        ),
        (
            "delete from log.journal where position > 4",
            ["journal cursor beyond the head reaction:mirror at 6"],
        ),
        ("update log.event set position = 60 where position = 6", ["event position missing 6..59"]),
        ("update log.event set sequence = 9 where position = 5", ["event sequence missing account/a"]),
    ],
)
async def test_damage_is_found(filled: Database, damage: str, findings: list[str]) -> None:
    await rows(filled.admin_dsn, f"{damage} returning 1")

    assert [f"{one.log} {one.what} {one.where}" for one in await _verify(filled)] == findings
