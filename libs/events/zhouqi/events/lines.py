"""Rows as lines of CSV for COPY, encoded in one call.

A line of JSON that holds only scalars is, without its brackets, a line of CSV, as long as no text in it had to
be escaped: quotes are the same, and ``null`` without quotes is what COPY is told to take for NULL. The few
lines with a backslash are put together field by field.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import msgspec
from psycopg import sql

from zhouqi.events.connection import Conn

_encoder = msgspec.json.Encoder()
_COPY = sql.SQL("copy {} ({}) from stdin (format csv, null 'null')")


def lines(rows: Iterable[Sequence[object]]) -> list[bytes]:
    """Each row without the line's end; None is an unquoted ``null``. Raises what JSON can't say."""
    encoded = _encoder.encode_lines(rows).splitlines()
    return [_escaped(line) if b"\\" in line else line[1:-1] for line in encoded]


def quoted(json: bytes) -> bytes:
    """A field that is JSON already: only its quotes are doubled."""
    return b'"%b"' % json.replace(b'"', b'""')


async def copy(conn: Conn, table: str, columns: tuple[str, ...], rows: Sequence[bytes]) -> None:
    """COPY encoded rows into ``table``, which may name its schema."""
    if rows:
        async with conn.cursor() as cursor, cursor.copy(_copying(table, columns)) as copying:
            await copying.write(b"\n".join((*rows, b"")))


@cache
def _copying(table: str, columns: tuple[str, ...]) -> bytes:
    """The statement, put together once: that costs more than to send it."""
    names = sql.SQL(", ").join(sql.Identifier(name) for name in columns)
    return _COPY.format(sql.Identifier(*table.split(".")), names).as_bytes()


def _escaped(line: bytes) -> bytes:
    values: list[object] = msgspec.json.decode(line)
    return ",".join(
        '"' + value.replace('"', '""') + '"'
        if isinstance(value, str)
        else msgspec.json.encode(value).decode()
        for value in values
    ).encode()
