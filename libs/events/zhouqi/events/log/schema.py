"""The tables of the mechanism, one set per service database, and who may touch them.

``log.event`` is what the service decided, ``log.journal`` what it received. The role that owns them
migrates and rebuilds; the role that the service runs under may only insert into and read them.
"""

from __future__ import annotations

from uuid import UUID, uuid4

from psycopg import sql

from zhouqi.events.log.connection import Conn

VERSION = 2
"""Version of these tables; code refuses a database that is newer than itself."""


class NewerDatabase(Exception):
    """The database was made by a newer version of this code; nothing was touched."""


_LOG_TABLE = """
create table log.{name} (
  position bigint primary key check (position >= 1),
  stream text collate "C" not null check (length(stream) between 1 and 200),
  sequence integer not null check (sequence >= 1),
  id uuid not null unique,
  type text collate "C" not null,
  schema_version integer not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  county text not null,
  correlation_id uuid not null,
  causation_id uuid,
  actor text,
  traceparent text,
  data json not null,
  unique (stream, sequence)
);
"""

_STATE_TABLES = """
create table log.command (
  id uuid primary key, digest bytea not null, stream text collate "C" not null, sequence integer not null
);
create table log.cursor (
  name text primary key, position bigint not null, moved_at timestamptz not null default now()
);
create table log.published (
  topic text not null, partition integer not null, acked bigint not null,
  primary key (topic, partition)
);
create table log.life (
  topic text primary key, life bigint not null, refilled_to bigint,
  constraint refilled_to_counts check (refilled_to >= 0)
);
create table log.consumed (
  topic text not null, partition integer not null, next_offset bigint not null,
  life bigint not null, origin text,
  primary key (topic, partition)
);
create table log.parked (
  number bigint generated always as identity primary key,
  kind text not null check (kind in ('message', 'reaction')),
  topic text not null, partition integer, log_offset bigint, digest bytea not null,
  stream text, cause text not null, detail text not null default '',
  key bytea, value bytea, headers json not null default '[]',
  parked_at timestamptz not null default now(), settled_at timestamptz,
  unique (kind, topic, digest)
);
create table log.stuck (
  stream text collate "C" not null, cause text not null check (cause in ('fork', 'unreadable')),
  detail text not null, head integer not null, since timestamptz not null default now(),
  primary key (stream, cause)
);
create table log.halt (
  single boolean primary key default true check (single),
  since timestamptz not null default now(), detail text not null
);
"""

_TRUST_TABLES = """
create table log.trust (
  single boolean primary key default true check (single), fingerprint text not null
);
create table log.strange (
  topic text primary key, count bigint not null,
  first_at timestamptz not null default now(), last_at timestamptz not null default now()
);
create table log.unread (
  single boolean primary key default true check (single),
  events bigint not null, oldest_seconds double precision not null, looked_at timestamptz not null default now()
);
"""
"""Whom a consumer trusts, how many messages of others it met, and how far it is behind its topics."""


async def migrate(conn: Conn, runtime_role: str) -> bool:
    """Bring the mechanism's tables to this version; True when something was made.

    ``conn`` belongs to the owner and is in autocommit; the whole migration is one transaction and
    may be repeated. Raises NewerDatabase, having touched nothing.
    """
    async with conn.transaction():
        await conn.execute("select pg_advisory_xact_lock(727, 0)")
        found = await version(conn)
        if found > VERSION:
            raise NewerDatabase(f"the database has version {found}, this code knows {VERSION}")
        if found < 1:
            await _create(conn)
        if found < VERSION:
            await conn.execute(_TRUST_TABLES)
            await conn.execute("update log.meta set value = %s where key = 'version'", (str(VERSION),))
        await _grant(conn, runtime_role)
    return found < VERSION


async def version(conn: Conn) -> int:
    """The version of the mechanism's tables in this database; 0 when there are none."""
    cursor = await conn.execute("select to_regclass('log.meta') is not null")
    row = await cursor.fetchone()
    if row is None or row[0] is not True:
        return 0
    cursor = await conn.execute("select value::int from log.meta where key = 'version'")
    row = await cursor.fetchone()
    return 0 if row is None else int(str(row[0]))


async def store_id(conn: Conn) -> UUID:
    """The identity of this service's store, given when its tables were made."""
    cursor = await conn.execute("select value from log.meta where key = 'store'")
    row = await cursor.fetchone()
    if row is None:
        raise LookupError("log.meta holds no store id")
    return UUID(str(row[0]))


async def _create(conn: Conn) -> None:
    await conn.execute("create schema log")
    await conn.execute("create table log.meta (key text primary key, value text not null)")
    for name in ("event", "journal"):
        await conn.execute(sql.SQL(_LOG_TABLE).format(name=sql.Identifier(name)))
    await conn.execute(_STATE_TABLES)
    await conn.execute(
        "insert into log.meta values ('version', %s), ('store', %s)",
        ("1", str(uuid4())),
    )


async def _grant(conn: Conn, runtime_role: str) -> None:
    await conn.execute(
        "insert into log.meta values ('runtime', %s) on conflict (key) do update set value = excluded.value",
        (runtime_role,),
    )
    role = sql.Identifier(runtime_role)
    for statement in (
        "grant usage on schema log to {}",
        "grant select on log.meta to {}",
        "grant select, insert on log.event, log.journal, log.command to {}",
        "grant select, insert, update, delete on log.cursor, log.published, log.life to {}",
        "grant select, insert, update, delete on log.consumed, log.parked, log.stuck, log.halt to {}",
        "grant select, insert, update, delete on log.trust, log.strange, log.unread to {}",
    ):
        await conn.execute(sql.SQL(statement).format(role))
