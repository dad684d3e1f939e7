"""What ingest has written."""

from __future__ import annotations

from typing import TypeVar

import psycopg
from psycopg import sql

from tests.arriving import decided
from tests.postgres import Database
from zhouqi.events import Decoder, Fact
from zhouqi.service.runtime import Runtime

F = TypeVar("F", bound=Fact)


async def facts_of(runtime: Runtime) -> list[Fact]:
    """All facts, in the order in which they were written."""
    return [Decoder().decode(event) for event in await decided(runtime.dsn)]


async def facts(runtime: Runtime, of: type[F]) -> list[F]:
    """The facts of one type."""
    return [fact for fact in await facts_of(runtime) if isinstance(fact, of)]


def empty(database: Database) -> None:
    """Take everything out of a migrated database."""
    with psycopg.connect(database.admin_dsn, autocommit=True) as conn:
        tables = conn.execute(
            "select schemaname, tablename from pg_tables where schemaname in ('rm', 'app', 'log')"
            " and tablename not in ('version', 'generation', 'migration', 'meta')"
        ).fetchall()
        names = sql.SQL(", ").join(sql.Identifier(str(schema), str(name)) for schema, name in tables)
        conn.execute(sql.SQL("truncate {} cascade").format(names))
