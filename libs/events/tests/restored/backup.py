"""Take a database's backup and restore it, whole, as an operator would after an accident."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from tests.postgres import OWNER, RUNTIME, Database, Server
from zhouqi.local import databases


@contextmanager
def backed_up(server: Server, database: Database) -> Iterator[str]:
    """A copy of ``database`` as it is now; yields its name. Nobody may be connected."""
    name = f"{database.name}_backup"
    with psycopg.connect(server.dsn(), autocommit=True) as admin:
        _disconnect(admin, database.name)
        databases.make_database(admin, name, RUNTIME, OWNER, database.name)
        yield name
        _drop(admin, name)


def restore(server: Server, database: Database, backup: str) -> None:
    """Make ``database`` what it was when ``backup`` was taken."""
    with psycopg.connect(server.dsn(), autocommit=True) as admin:
        _drop(admin, database.name)
        databases.make_database(admin, database.name, RUNTIME, OWNER, backup)


def _drop(admin: databases.Connection, name: str) -> None:
    admin.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def _disconnect(admin: databases.Connection, name: str) -> None:
    admin.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", (name,))
