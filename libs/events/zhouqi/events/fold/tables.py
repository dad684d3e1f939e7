"""Write folded streams into their tables: their states, and the rows that come of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TypeAlias

import msgspec
import psycopg
from psycopg import sql

from zhouqi.events.fold.projection import AnyProjection, Table, TableRow
from zhouqi.events.log.arrays import Texts
from zhouqi.events.log.connection import Conn

Rows: TypeAlias = Mapping[str, Sequence[TableRow]]


class Folded(msgspec.Struct, frozen=True, gc=False):
    """A stream's fold: its state after ``sequence``, its rows, and why it stopped if it did.

    ``rows`` is None where the projection failed to make them. ``state`` is None where it failed even
    before the first event; such a stream is stuck, and its state is never read. ``before`` are the rows
    that the tables have of the stream, where that is known: then only what differs is written.
    """

    stream: str
    sequence: int
    state: object
    rows: Rows | None
    stuck: str | None = None
    before: Rows | None = None


class InvalidRows(Exception):
    """The projection yields no rows or no state that JSON can say: treated as if the database refused."""


REFUSED = (
    psycopg.DataError,
    psycopg.IntegrityError,
    psycopg.errors.CardinalityViolation,
    psycopg.errors.ProgramLimitExceeded,
    psycopg.errors.StatementTooComplex,
    InvalidRows,
)
"""What a table says to rows that it does not take; anything else is no stream's fault."""


async def upsert(conn: Conn, projection: AnyProjection, folded: Sequence[Folded]) -> None:
    """Write states and rows: JSON in one parameter a table, which is as fast as COPY and simpler.

    Raises one of REFUSED; the caller's savepoint then undoes what was written of ``folded``.
    """
    table = projection.own
    own = _json([_own(table, one) for one in folded])
    changes = [(table, *_changes(table, folded)) for table in projection.others]
    texts = {table.name: _json(rows) for table, rows, _ in changes}
    await _insert(conn, projection.stream_table, _inline_columns(projection), ("stream",), own)
    for table, rows, emptied in changes:
        if emptied:
            await conn.execute(_DELETE.format(sql.Identifier(table.name)), (Texts(emptied),))
        if rows:
            await _insert(conn, table.name, _columns(table), ("stream", *table.key), texts[table.name])


def inline_row(table: Table | None, folded: Folded) -> TableRow | None:
    """The stream's row in ``table``, None if it has none. Raises InvalidRows if it has several."""
    if folded.rows is None:
        raise InvalidRows
    rows = folded.rows.get(table.name, ()) if table else ()
    if len(rows) > 1:
        raise InvalidRows
    return rows[0] if rows else None


async def mark(conn: Conn, projection: AnyProjection, stream: str, stuck: str) -> None:
    """Mark a stream's fold and rows as stuck, and leave them otherwise as they are."""
    statement = sql.SQL("update {} set stuck = %s where stream = %s")
    await conn.execute(statement.format(sql.Identifier(projection.stream_table)), (stuck, stream))
    for table in projection.others:
        if table.single:
            await conn.execute(statement.format(sql.Identifier(table.name)), (True, stream))


async def _insert(conn: Conn, table: str, columns: Sequence[str], key: tuple[str, ...], rows: str) -> None:
    await conn.execute(_inserting(table, tuple(columns), key), (rows,), prepare=True)


@cache
def _inserting(table: str, columns: tuple[str, ...], key: tuple[str, ...]) -> bytes:
    """The statement, put together once: that costs more than to send it."""
    names = sql.SQL(", ").join(sql.Identifier(name) for name in ("stream", *columns))
    statement = _INSERT.format(table=sql.Identifier(table), names=names)
    changed = [
        sql.SQL("{0} = excluded.{0}").format(sql.Identifier(name)) for name in columns if name not in key
    ]
    if changed:  # a row is replaced, not deleted and made again
        of = sql.SQL(", ").join(sql.Identifier(name) for name in key)
        statement += _REPLACE.format(of, sql.SQL(", ").join(changed))
    return statement.as_bytes()


_DELETE = sql.SQL("delete from {} where stream = any(%s)")
_INSERT = sql.SQL(
    "insert into {table} ({names}) select {names} from json_populate_recordset(null::{table}, %s::json)"
)
_REPLACE = sql.SQL(" on conflict ({}) do update set {}")


def _own(table: Table | None, folded: Folded) -> TableRow:
    row = inline_row(table, folded)
    return {
        **(row or {}),
        "stream": folded.stream,
        "fold_sequence": folded.sequence,
        "fold_state": folded.state,
        "stuck": folded.stuck,
        "has_row": row is not None,
    }


def _changes(table: Table, folded: Sequence[Folded]) -> tuple[list[TableRow], list[str]]:
    """The rows to write, and the streams whose rows go first. Raises InvalidRows."""
    rows: list[TableRow] = []
    emptied: list[str] = []
    if any(one.rows is None for one in folded):
        raise InvalidRows
    try:
        for one in folded:
            new = (one.rows or {}).get(table.name, ())
            known = None if one.before is None or one.stuck else one.before.get(table.name, ())
            old = {_place(table, row): row for row in known or ()}
            if known is None or old.keys() - {_place(table, row) for row in new}:
                emptied.append(one.stream)
                old = {}
            own = {"stream": one.stream, **({"stuck": one.stuck is not None} if table.single else {})}
            rows += [{**own, **row} for row in new if old.get(_place(table, row)) != row]
    except Exception as error:
        raise InvalidRows from error
    return rows, emptied


def _place(table: Table, row: TableRow) -> tuple[object, ...]:
    return tuple(row[name] for name in table.key)


def _json(value: object) -> str:
    try:
        return msgspec.json.encode(value).decode()
    except Exception as error:
        raise InvalidRows from error


def _inline_columns(projection: AnyProjection) -> tuple[str, ...]:
    """The columns of what a stream has once."""
    own = projection.own
    return ("fold_sequence", "stuck", *(("has_row", *own.columns) if own else ()), "fold_state")


def _columns(table: Table) -> tuple[str, ...]:
    return (*table.columns, "stuck") if table.single else tuple(table.columns)
