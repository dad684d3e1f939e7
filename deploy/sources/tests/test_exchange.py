"""The exchange database, on a real PostgreSQL: order, restart in the middle, an outage, the word that all is there."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import psycopg
import pytest
from deploy.sources.tests.counties import EVENING
from deploy.sources.tests.made_up import FIRST, all_made_up

from tests.postgres import Database, MakeDatabase
from zhouqi.sources.deliveries import Feed, Kind
from zhouqi.sources.exchange import Exchange
from zhouqi.sources.serving.batch_sizes import BatchSizes
from zhouqi.sources.serving.channel import ChannelDownError

HOURS = timedelta(hours=1)
END = FIRST + 400 * HOURS


def exchange(
    database: Database, feeds: Mapping[Kind, Feed], shuffle: int = 0, county: str = "1:40:x"
) -> Exchange:
    return Exchange(database.owner_dsn, database.runtime_role, county, feeds, BatchSizes(shuffle))


def rows(database: Database, kind: Kind) -> list[tuple[object, ...]]:
    """As the reader sees them."""
    with psycopg.connect(database.dsn) as reader:
        return reader.execute(f"select * from exchange.{kind} order by seq").fetchall()


def up_to(database: Database) -> dict[str, datetime]:
    with psycopg.connect(database.dsn) as reader:
        return dict(reader.execute("select system, up_to from exchange.delivered").fetchall())


def expected(feeds: Mapping[Kind, Feed], kind: Kind, now: datetime) -> list[tuple[object, ...]]:
    columns = {
        Kind.ATTENDANCE: ("site_code", "permit_number", "day", "workers", "manager_present"),
        Kind.SITE: ("site_code", "permit_number", "started_on", "cameras", "pictured_on"),
    }[kind]
    return [
        (
            seq,
            delivery.record_id,
            delivery.source_time.isoformat(),
            *(delivery.record[column] for column in columns),
            delivery.record["withdrawn"],
        )
        for seq, delivery in enumerate(feeds[kind].published_by(now), 1)
    ]


async def test_rows_come_in_the_order_of_the_feed_and_the_word_says_until_when(
    empty_database: Database,
) -> None:
    feeds = all_made_up(300)
    wire = exchange(empty_database, feeds)

    for hours in (10, 10, 25, 250):
        now = FIRST + hours * HOURS
        await wire.publish(now)

        for kind in (Kind.ATTENDANCE, Kind.SITE):
            assert rows(empty_database, kind) == expected(feeds, kind, now)
        assert up_to(empty_database) == {"realname": now, "smartsite": now}
        assert not wire.behind(now)
    assert wire.behind(FIRST + 251 * HOURS)
    await wire.close()


async def test_a_restart_goes_on_after_the_last_row(empty_database: Database) -> None:
    feeds = all_made_up(300)
    first = exchange(empty_database, feeds)
    await first.publish(FIRST + 100 * HOURS)
    await first.close()

    second = exchange(empty_database, feeds)
    await second.publish(END)
    await second.close()

    assert rows(empty_database, Kind.ATTENDANCE) == expected(feeds, Kind.ATTENDANCE, END)


async def test_batches_of_other_sizes_bring_the_same_rows(make_database: MakeDatabase) -> None:
    feeds = all_made_up(3000, timedelta(minutes=5))
    one, other = make_database(migrated=False), make_database(migrated=False)

    for database, shuffle in ((one, 0), (other, 5)):
        wire = exchange(database, feeds, shuffle)
        await wire.publish(END)
        await wire.close()

    assert rows(one, Kind.SITE) == rows(other, Kind.SITE) == expected(feeds, Kind.SITE, END)


async def test_a_lost_connection_in_the_middle_loses_and_doubles_nothing(empty_database: Database) -> None:
    feeds = all_made_up(300)
    wire = exchange(empty_database, feeds)
    await wire.publish(FIRST + 100 * HOURS)

    with psycopg.connect(empty_database.admin_dsn, autocommit=True) as admin:
        admin.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
            " and pid <> pg_backend_pid()"
        )
    with pytest.raises(ChannelDownError):
        await wire.publish(END)
    assert up_to(empty_database)["realname"] == FIRST + 100 * HOURS
    await wire.publish(END)
    await wire.close()

    assert rows(empty_database, Kind.ATTENDANCE) == expected(feeds, Kind.ATTENDANCE, END)
    assert up_to(empty_database) == {"realname": END, "smartsite": END}


async def test_rows_that_were_not_committed_are_not_promised(empty_database: Database) -> None:
    """Given sites that can't be written, when attendance was put out, then only attendance is said to be there."""
    feeds = all_made_up(300)
    wire = exchange(empty_database, feeds)
    await wire.publish(FIRST + 10 * HOURS)
    with psycopg.connect(empty_database.owner_dsn, autocommit=True) as owner:
        owner.execute("alter table exchange.site add constraint full_up check (seq < 100)")

    with pytest.raises(ChannelDownError):
        await wire.publish(END)

    assert up_to(empty_database) == {"realname": END, "smartsite": FIRST + 10 * HOURS}
    assert len(rows(empty_database, Kind.SITE)) == 11


async def test_a_database_that_is_not_there_is_said_to_be_so() -> None:
    wire = Exchange("host=/nowhere dbname=none", "reader", "1:40:x", all_made_up(1), BatchSizes())

    with pytest.raises(ChannelDownError, match="the exchange database"):
        await wire.publish(EVENING)


async def test_the_word_never_goes_back(empty_database: Database) -> None:
    wire = exchange(empty_database, all_made_up(300))
    await wire.publish(END)

    await wire.publish(END - HOURS)
    await wire.close()

    assert up_to(empty_database) == {"realname": END, "smartsite": END}


async def test_the_reader_may_only_select(empty_database: Database) -> None:
    wire = exchange(empty_database, all_made_up(3))
    await wire.publish(END)
    await wire.close()

    for statement in (
        "insert into exchange.delivered values ('x', now())",
        "delete from exchange.attendance",
        "update exchange.site set record_id = 'x'",
        "select * from exchange.origin",
    ):
        with (
            psycopg.connect(empty_database.dsn) as reader,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            reader.execute(statement)


async def test_another_countys_rows_are_left_alone(empty_database: Database) -> None:
    feeds = all_made_up(30)
    first = exchange(empty_database, feeds)
    await first.publish(FIRST + 10 * HOURS)
    await first.close()

    other = exchange(empty_database, feeds, county="2:40:x")
    with pytest.raises(ChannelDownError, match="another county"):
        await other.publish(END)

    assert len(rows(empty_database, Kind.SITE)) == 11
