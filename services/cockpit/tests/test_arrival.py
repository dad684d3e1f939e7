"""Rows depend on what arrived and on nothing else: not on its order, not on batches, not on a rebuild."""

import asyncio
import random
from collections.abc import Iterator

import pytest
from psycopg import sql
from psycopg.rows import dict_row
from services.cockpit.tests.county import County
from services.cockpit.tests.mixed import fill, mixed

from tests.county.registers import townships_registered
from tests.postgres import Database, MakeDatabase
from tests.served import settings_of
from zhouqi.cockpit.context import context
from zhouqi.events import Event
from zhouqi.events.fold.rebuild import rebuild
from zhouqi.events.log.connection import connect

Rows = dict[str, list[str]]


class _Recording(County):
    """Numbers and keeps events instead of delivering them."""

    def receive(self, *events: Event) -> None:
        self.kept = [*getattr(self, "kept", []), *events]


def all_events() -> list[Event]:
    county = _Recording("")
    county.happen(*townships_registered())
    all_ = mixed()
    county.file(*all_.projects.values())
    county.happen(*all_.said())
    county.withdraw(all_.projects["gone"])
    return list(county.kept)


def _batches(events: list[Event], number: int) -> Iterator[list[Event]]:
    shuffle = random.Random(number)
    shuffled = shuffle.sample(events, len(events))
    while shuffled:
        size = shuffle.randint(1, 25)
        yield shuffled[:size]
        shuffled = shuffled[size:]


async def _dump(dsn: str) -> Rows:
    """Every table and view of the read model, its rows as sorted text."""
    async with await connect(dsn, autocommit=True) as conn:
        names = await (
            await conn.execute(
                "select table_name from information_schema.tables"
                " where table_schema = 'rm' and table_name <> 'generation'"
            )
        ).fetchall()
        found: Rows = {}
        for (name,) in names:
            async with conn.cursor(row_factory=dict_row) as cursor:
                await cursor.execute(sql.SQL("select * from rm.{}").format(sql.Identifier(str(name))))
                found[str(name)] = sorted(str(row) for row in await cursor.fetchall())
        return found


def _county(database: Database) -> County:
    return County(settings_of("cockpit", database).dsn_of("cockpit"))


def test_the_order_of_arrival_makes_no_difference(
    county: County, make_database: MakeDatabase, subtests: pytest.Subtests
) -> None:
    fill(county)
    in_order = asyncio.run(_dump(county.dsn))
    events = all_events()
    assert len(in_order["project_list"]) == 7
    assert len(in_order["issue_list"]) == 10

    for number in range(4):
        with subtests.test(shuffle=number):
            other = _county(make_database())
            for batch in _batches(events, number):
                other.receive(*batch)
            assert asyncio.run(_dump(other.dsn)) == in_order


def test_a_rebuild_equals_what_was_folded_live(county: County, database: Database) -> None:
    fill(county)
    live = asyncio.run(_dump(county.dsn))

    asyncio.run(rebuild(database.owner_dsn, context, workers=1))

    assert asyncio.run(_dump(county.dsn)) == live
    filled = {name for name, rows in live.items() if rows}
    assert filled >= {
        "record_stream",
        "episode",
        "connection_stream",
        "match_stream",
        "closed_day_stream",
        "judged_day_stream",
    }
