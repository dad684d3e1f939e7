"""Copies of databases, taken and restored as an operator would."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from tests.postgres import Database, Server
from zhouqi.local.databases import PostgresConnection, make_database


class Backups:
    """Takes and restores copies; nobody may be connected to what is copied."""

    def __init__(self, admin: PostgresConnection) -> None:
        self._admin = admin
        self._taken: list[str] = []

    def take(self, database: Database) -> None:
        """Copy the database as it is now."""
        backup = f"{database.name}_backup"
        self._drop(backup)
        self._copy(database, database.name, backup)
        self._taken.append(backup)

    def restore(self, database: Database) -> None:
        """Put the copy in the database's place."""
        self._drop(database.name)
        self._copy(database, f"{database.name}_backup", database.name)

    def forget(self) -> None:
        """Drop all copies."""
        for backup in self._taken:
            self._drop(backup)

    def _copy(self, database: Database, source: str, target: str) -> None:
        make_database(self._admin, target, database.runtime_role, database.owner_role, source)

    def _drop(self, name: str) -> None:
        self._admin.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


@contextmanager
def backups(server: Server) -> Iterator[Backups]:
    """Backups for as long as a test lasts."""
    with psycopg.connect(server.dsn(), autocommit=True) as admin:
        taken = Backups(admin)
        try:
            yield taken
        finally:
            taken.forget()
