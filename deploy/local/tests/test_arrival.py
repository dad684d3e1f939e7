"""When the county is there: two databases, their logs written by hand."""

import json
from uuid import uuid4

import psycopg
import pytest
from pydantic import SecretStr

from tests.postgres import Database, MakeDatabase
from zhouqi.ingest.context import context as ingest
from zhouqi.lifecycle.context import context as lifecycle
from zhouqi.local.arrival import Arrival
from zhouqi.service.health import State
from zhouqi.service.settings import Settings

KIND = "ProjectRegistered"


def write(database: Database, log: str, position: int, kind: str = KIND) -> None:
    """Put one event into a log."""
    with psycopg.connect(database.admin_dsn) as connection:
        connection.execute(
            f"insert into log.{log} (position, stream, sequence, id, type, schema_version, occurred_at,"
            " recorded_at, county, correlation_id, data)"
            " values (%s, %s, 1, %s, %s, 1, now(), now(), 'demo', %s, %s)",
            (position, f"record/project/{position}", uuid4(), kind, uuid4(), json.dumps({})),
        )


def react_up_to(database: Database, position: int) -> None:
    """Move every cursor of lifecycle's reactions."""
    with psycopg.connect(database.admin_dsn) as connection:
        for reaction in lifecycle.reactions:
            connection.execute(
                "insert into log.cursor (name, position) values (%s, %s)",
                (f"reaction:{reaction.name}", position),
            )


@pytest.fixture
def databases(make_database: MakeDatabase) -> tuple[Database, Database]:
    """Ingest's and lifecycle's; their read models hold nothing that matters here."""
    return make_database(), make_database()


@pytest.fixture
def arrival(databases: tuple[Database, Database]) -> Arrival:
    names = ("ingest", "lifecycle")
    dsns = {name: SecretStr(database.dsn) for name, database in zip(names, databases, strict=True)}
    return Arrival([ingest, lifecycle], Settings(dsn=dsns))


async def test_before_a_day_is_closed_nothing_counts_as_all(
    databases: tuple[Database, Database], arrival: Arrival
) -> None:
    assert (await arrival.find()).state is State.FAILED

    write(databases[0], "event", 1, "DayClosed")
    assert (await arrival.find()).state is State.OK


async def test_facts_under_way_are_waited_for(databases: tuple[Database, Database], arrival: Arrival) -> None:
    store, _ = databases
    write(store, "event", 1)
    write(store, "event", 2, "DayClosed")

    found = await arrival.find()

    assert found.state is State.FAILED
    assert found.detail == {"lifecycle": {KIND: 1}}


async def test_a_reaction_is_waited_for(databases: tuple[Database, Database], arrival: Arrival) -> None:
    store, journal = databases
    write(store, "event", 1)
    write(store, "event", 2, "DayClosed")
    write(journal, "journal", 1)

    found = await arrival.find()

    assert found.state is State.FAILED
    assert found.detail == {"lifecycle": {f"reaction:{one.name}": 1 for one in lifecycle.reactions}}


async def test_what_arrived_once_is_not_asked_for_again(
    databases: tuple[Database, Database], arrival: Arrival
) -> None:
    store, journal = databases
    write(store, "event", 1)
    write(store, "event", 2, "DayClosed")
    write(journal, "journal", 1)
    react_up_to(journal, 1)

    assert (await arrival.find()).state is State.OK

    write(store, "event", 3)
    assert (await arrival.find()).state is State.OK
