"""One PostgreSQL for all tests, and databases out of a template in some 100 ms each.

``database`` holds the mechanism's tables, ``empty_database`` nothing; ``make_database`` makes as many as a test wants.
A folder of tests that begins with more in each of them says so once: its ``template`` is one of ``make_template``.
Roles are the cluster's: every database has the same owner and the same runtime role.
"""

import asyncio
import itertools
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.session import marked
from zhouqi.events.log.schema import migrate
from zhouqi.local import databases, postgres
from zhouqi.local.layout import Layout
from zhouqi.local.shutdown import stop_child

RUNTIME = "zhouqi_test"
OWNER = "zhouqi_test_owner"
_TEMPLATE = "zhouqi_template"


@dataclass(frozen=True)
class Server:
    """The running server of this test session."""

    cluster: postgres.Postgres
    pid: int

    def dsn(self, database: str = "postgres", user: str = "postgres") -> str:
        """How to reach ``database`` as ``user``; the default is the superuser."""
        return self.cluster.dsn(database, user)


@dataclass(frozen=True)
class Database:
    """One database of one test."""

    name: str
    dsn: str
    """As the role that a service runs under."""
    owner_dsn: str
    """As the role that owns, migrates and rebuilds."""
    admin_dsn: str
    """As the superuser."""
    runtime_role: str = RUNTIME
    owner_role: str = OWNER


MakeDatabase = Callable[..., Database]
MakeTemplate = Callable[[str, Callable[[Database], None]], str]


@pytest.fixture(scope="session")
def postgres_server(session_folder: Path, database_folder: Path) -> Iterator[Server]:
    """A PostgreSQL without durability, ended with the session."""
    layout = Layout(database_folder)
    cluster = postgres.Postgres(
        layout.cluster, settings={**postgres.THROWAWAY_SETTINGS, "max_connections": "300"}
    )
    cluster.initialise()
    Layout(session_folder).cluster.symlink_to(layout.cluster)  # where the guardian looks for it
    log = session_folder / "postgres.log"
    process = cluster.start(log, marked("postgres"))
    try:
        postgres.wait_until_ready(cluster, process, log)
        _make_template(cluster)
        yield Server(cluster, process.pid)
    finally:
        stop_child(process, 5.0, signal.SIGINT)


@pytest.fixture(name="postgres", scope="session")
def _postgres(postgres_server: Server) -> Server:
    """Short name of ``postgres_server``."""
    return postgres_server


@pytest.fixture(scope="session")
def _admin(postgres_server: Server) -> Iterator[databases.PostgresConnection]:
    with psycopg.connect(postgres_server.dsn(), autocommit=True) as connection:
        yield connection


_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def make_template(postgres_server: Server, _admin: databases.PostgresConnection) -> MakeTemplate:
    """``make_template(name, fill)``: the name of a database that ``fill`` found with the mechanism's tables."""

    def make(name: str, fill: Callable[[Database], None]) -> str:
        made = f"{_TEMPLATE}_{name}"
        databases.make_database(_admin, made, RUNTIME, OWNER, _TEMPLATE)
        fill(_database_of(postgres_server, made))
        return made

    return make


@pytest.fixture(scope="session")
def template() -> str:
    """What the tests' databases are copies of: the mechanism's tables, all empty."""
    return _TEMPLATE


@pytest.fixture
def make_database(
    postgres_server: Server, _admin: databases.PostgresConnection, template: str
) -> Iterator[MakeDatabase]:
    """``make_database(*, migrated=True)``: a database that is dropped with the test, whoever is connected."""
    with ExitStack() as drops:

        def make(*, migrated: bool = True) -> Database:
            name = f"zhouqi_test_{os.getpid()}_{next(_numbers)}"
            databases.make_database(_admin, name, RUNTIME, OWNER, template if migrated else "template0")
            drops.callback(_drop, _admin, name)
            return _database_of(postgres_server, name)

        yield make


@pytest.fixture
def database(make_database: MakeDatabase) -> Database:
    """A database like ``template``."""
    return make_database()


@pytest.fixture
def empty_database(make_database: MakeDatabase) -> Database:
    """A database without any table."""
    return make_database(migrated=False)


def _database_of(server: Server, name: str) -> Database:
    return Database(name, server.dsn(name, RUNTIME), server.dsn(name, OWNER), server.dsn(name))


def _make_template(cluster: postgres.Postgres) -> None:
    with psycopg.connect(cluster.dsn(), autocommit=True) as admin:
        databases.make_role(admin, RUNTIME)
        databases.make_role(admin, OWNER)
        databases.make_database(admin, _TEMPLATE, RUNTIME, OWNER)
    asyncio.run(_migrate(cluster.dsn(_TEMPLATE, OWNER)))


async def _migrate(dsn: str) -> None:
    async with await psycopg.AsyncConnection.connect(dsn, autocommit=True) as connection:
        await migrate(connection, RUNTIME)


def _drop(admin: databases.PostgresConnection, name: str) -> None:
    admin.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
