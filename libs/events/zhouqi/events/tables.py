"""Write folded streams into their tables: their states, and the rows that come of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TypeAlias

import msgspec
import psycopg
from psycopg import sql

from zhouqi.events.connection import Conn
from zhouqi.events.projection import AnyProjection, Table, TableRow

Rows: TypeAlias = Mapping[str, Sequence[TableRow]]


class Folded(msgspec.Struct, frozen=True):
    """A stream's fold: its state after ``sequence``, its rows, and why it stopped if it did.

    ``rows`` is None where the projection failed to make them. ``state`` is None where it failed even
    before the first event; such a stream is stuck, and its state is never read.
    """

    stream: str
    sequence: int
    state: object
    rows: Rows | None
    stuck: str | None = None


class NoRows(Exception):
    """The projection yields no rows or no state that JSON can say: treated as if the database refused."""


REFUSED = (
    psycopg.DataError,
    psycopg.IntegrityError,
    psycopg.errors.CardinalityViolation,
    psycopg.errors.ProgramLimitExceeded,
    psycopg.errors.StatementTooComplex,
    NoRows,
)
"""What a table says to rows that it does not take; anything else is no stream's fault."""


async def upsert(conn: Conn, projection: AnyProjection, folded: Sequence[Folded]) -> None:
    """Write states and rows: JSON in one parameter a table, which is as fast as COPY and simpler.

    Raises one of REFUSED; the caller's savepoint then undoes what was written of ``folded``.
    """
    streams = [one.stream for one in folded]
    states = _json([_state(one) for one in folded])
    rows = {table.name: _rows(table, folded) for table in projection.tables}
    texts = {name: _json(some) for name, some in rows.items()}
    async with conn.pipeline():
        await _insert(conn, projection.fold_table, ("sequence", "state", "stuck"), states)
        for table in projection.tables:
            there = {row["stream"] for row in rows[table.name]} if table.single else set()
            gone = [stream for stream in streams if stream not in there]
            if gone:
                await conn.execute(_DELETE.format(sql.Identifier(table.name)), (gone,))
            if rows[table.name]:
                await _insert(conn, table.name, _columns(table), texts[table.name])


async def mark(conn: Conn, projection: AnyProjection, stream: str, stuck: str) -> None:
    """Mark a stream's fold and rows as stuck, and leave them otherwise as they are."""
    statement = sql.SQL("update {} set stuck = %s where stream = %s")
    await conn.execute(statement.format(sql.Identifier(projection.fold_table)), (stuck, stream))
    for table in projection.tables:
        if table.single:
            await conn.execute(statement.format(sql.Identifier(table.name)), (True, stream))


async def _insert(conn: Conn, table: str, columns: Sequence[str], rows: str) -> None:
    await conn.execute(_inserting(table, tuple(columns)), (rows,))


@cache
def _inserting(table: str, columns: tuple[str, ...]) -> bytes:
    """The statement, put together once: that costs more than to send it."""
    names = [sql.Identifier(name) for name in ("stream", *columns)]
    statement = _INSERT.format(table=sql.Identifier(table), names=sql.SQL(", ").join(names))
    if "stuck" in columns:  # at most one row a stream: it is replaced, not deleted and made again
        changed = [sql.SQL("{0} = excluded.{0}").format(sql.Identifier(name)) for name in columns]
        statement += _REPLACE.format(sql.SQL(", ").join(changed))
    return statement.as_bytes()


_DELETE = sql.SQL("delete from {} where stream = any(%s)")
_INSERT = sql.SQL(
    "insert into {table} ({names}) select {names} from json_populate_recordset(null::{table}, %s::json)"
)
_REPLACE = sql.SQL(" on conflict (stream) do update set {}")


def _state(folded: Folded) -> TableRow:
    return {
        "stream": folded.stream,
        "sequence": folded.sequence,
        "state": folded.state,
        "stuck": folded.stuck,
    }


def _rows(table: Table, folded: Sequence[Folded]) -> list[TableRow]:
    if any(one.rows is None for one in folded):
        raise NoRows
    try:
        return [
            {"stream": one.stream, **({"stuck": one.stuck is not None} if table.single else {}), **row}
            for one in folded
            for row in (one.rows or {}).get(table.name, ())
        ]
    except Exception as error:
        raise NoRows from error


def _json(value: object) -> str:
    try:
        return msgspec.json.encode(value).decode()
    except Exception as error:
        raise NoRows from error


def _columns(table: Table) -> tuple[str, ...]:
    return (*table.columns, "stuck") if table.single else tuple(table.columns)
