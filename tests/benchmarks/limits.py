"""The raw limits of writing: what PostgreSQL takes from this driver when nobody decides or checks anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec
from psycopg import sql

from zhouqi.events.log.connection import Conn
from zhouqi.events.log.event import Event
from zhouqi.events.log.event_log import COLUMNS


async def make(conn: Conn) -> None:
    """A table like the logs, with the same columns, checks and indexes, in a schema of its own."""
    await conn.execute("create schema raw")
    await conn.execute("create table raw.log (like log.event including all)")
    await conn.commit()


async def locked_inserts(conn: Conn, events: Sequence[Event]) -> None:
    """For each event a transaction that takes an advisory lock, inserts the row and commits."""
    for event in events:
        async with conn.transaction():
            await conn.execute("select pg_advisory_xact_lock(727, 99)", prepare=True)
            await conn.execute(_INSERT, row(event), prepare=True)


async def copy(conn: Conn, rows: bytes) -> None:
    """A transaction that COPYs the :func:`encoded` rows in."""
    async with conn.transaction(), conn.cursor() as cursor, cursor.copy(_COPY) as copying:
        await copying.write(rows)


async def copy_staged(conn: Conn, rows: bytes) -> None:
    """A transaction that COPYs the :func:`encoded` rows to a temporary table and inserts those that are new."""
    async with conn.transaction():
        await conn.execute("create temporary table stage (like raw.log) on commit drop")
        async with conn.cursor() as cursor, cursor.copy(_STAGE) as copying:
            await copying.write(rows)
        await conn.execute("insert into raw.log select * from stage on conflict do nothing")


def encoded(events: Sequence[Event]) -> bytes:
    """The rows as COPY takes them, so that encoding is no part of what is measured."""
    lines = ("\t".join(_text(value) for value in row(event)) for event in events)
    return ("\n".join(lines) + "\n").encode()


def placed(events: Iterable[Event], after: int) -> list[Event]:
    """The events with the positions behind ``after``."""
    return [msgspec.structs.replace(event, position=place) for place, event in enumerate(events, after + 1)]


def row(event: Event) -> tuple[object, ...]:
    """The event as the driver takes it, its columns in the log's order."""
    return tuple(
        value.decode() if isinstance(value, bytes) else value for value in msgspec.structs.astuple(event)
    )


def _text(value: object) -> str:
    if value is None:
        return r"\N"
    text = value.isoformat() if isinstance(value, datetime) else str(value)
    return text.replace("\\", "\\\\").replace("\t", r"\t").replace("\n", r"\n")


_NAMES = sql.SQL(", ").join(sql.Identifier(name) for name in COLUMNS)
_VALUES = sql.SQL(", ").join([sql.Placeholder()] * len(COLUMNS))
_INSERT = sql.SQL("insert into raw.log ({}) values ({})").format(_NAMES, _VALUES)
_COPY = sql.SQL("copy raw.log ({}) from stdin").format(_NAMES)
_STAGE = sql.SQL("copy stage ({}) from stdin").format(_NAMES)
