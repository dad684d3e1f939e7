"""Migrations: the mechanism's tables, then a service's few plain ones in the schema ``app``."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from psycopg import AsyncConnection, sql
from psycopg.conninfo import conninfo_to_dict

from zhouqi.events.fold import rebuild
from zhouqi.events.log import schema
from zhouqi.events.log.connection import Conn, connect
from zhouqi.service.identity import authority, takeover
from zhouqi.service.rules import adoption
from zhouqi.service.service import Service
from zhouqi.service.settings import Settings, SettingsError

_LOCKS = 729


class Unmigratable(Exception):
    """The database was migrated by other code than this; nothing was touched."""


@dataclass(frozen=True, slots=True)
class Migrated:
    """What a migration did."""

    service: str
    mechanism: bool
    applied: tuple[str, ...]
    rebuilt: bool

    @property
    def changed(self) -> bool:
        """Whether something had to be done."""
        return self.mechanism or bool(self.applied) or self.rebuilt


async def migrate(service: Service, settings: Settings, workers: int = 2) -> Migrated:
    """Bring a service's database to this version of its code, and rebuild its read models if needed.

    May be repeated and run at the same time: the second waits and finds nothing to do. Raises
    SettingsError, schema.NewerDatabase, Unmigratable, rebuild.RebuildRunning and psycopg's errors.
    """
    owner_dsn = settings.owner_dsn_of(service.name)
    role = runtime_role(settings.dsn_of(service.name))
    conn = await connect(owner_dsn, autocommit=True)
    try:
        mechanism = await schema.migrate(conn, role)
        applied = await _apply(conn, service.migrations, role)
    finally:
        await conn.close()
    rebuilt = await rebuild.ensure(owner_dsn, service.context, workers)
    return Migrated(service.name, mechanism, applied, rebuilt)


def runtime_role(dsn: str) -> str:
    """The role that a runtime DSN signs in as. Raises SettingsError when it names none."""
    role = conninfo_to_dict(dsn).get("user")
    if not isinstance(role, str):
        raise SettingsError("a runtime DSN must name its user: it is what migrations grant rights to")
    return role


async def _apply(conn: Conn, files: Sequence[Traversable | Path], role: str) -> tuple[str, ...]:
    texts = {file.name: file.read_text(encoding="utf-8") for file in files}
    async with conn.transaction():
        await conn.execute("select pg_advisory_xact_lock(%s, 0)", (_LOCKS,))
        await conn.execute("create schema if not exists app")
        await conn.execute(
            "create table if not exists app.migration (name text primary key, digest bytea not null,"
            " applied_at timestamptz not null default now())"
        )
        await conn.execute(adoption.TABLE)
        await conn.execute(authority.MADE)
        await conn.execute(takeover.MADE)
        done = {
            str(name): digest
            async for name, digest in await conn.execute("select name, digest from app.migration")
        }
        _check(texts, done)
        fresh = [name for name in texts if name not in done]
        for name in fresh:
            await conn.execute("set local search_path = app")
            await _script(conn, texts[name])
            await conn.execute(
                "insert into app.migration (name, digest) values (%s, %s)", (name, _digest(texts[name]))
            )
        await _grant(conn, role)
    return tuple(fresh)


def _check(texts: dict[str, str], done: dict[str, object]) -> None:
    unknown = sorted(done.keys() - texts.keys())
    if unknown:
        raise Unmigratable(f"the database knows migrations that this code does not: {', '.join(unknown)}")
    changed = [name for name in done if done[name] != _digest(texts[name])]
    if changed:
        raise Unmigratable(f"migrations were changed after they had been applied: {', '.join(changed)}")


async def _script(conn: AsyncConnection[tuple[object, ...]], text: str) -> None:
    """Run a file of several statements as it stands."""
    await conn.execute(sql.SQL(text))


async def _grant(conn: Conn, role: str) -> None:
    for statement in (
        "grant usage on schema app to {}",
        "grant select, insert, update, delete on all tables in schema app to {}",
        "grant usage on all sequences in schema app to {}",
        "revoke insert, update, delete on app.migration from {}",
    ):
        await conn.execute(sql.SQL(statement).format(sql.Identifier(role)))


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
