"""Rows as lines of CSV for COPY, encoded in one call.

A line of JSON that holds only scalars is, without its brackets, a line of CSV, as long as no text in it had to
be escaped: ``null`` without quotes is what COPY is told to take for NULL. COPY is told another quote, too, one
that JSON never holds: whole documents then stand between two of them as they are. The few lines with a
backslash are put together field by field.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import msgspec
from psycopg import sql

from zhouqi.events.log.connection import Conn

_encoder = msgspec.json.Encoder()
_COPY = sql.SQL("copy {} ({}) from stdin (format csv, null 'null', quote E'\\x01')")


def lines(rows: Iterable[Sequence[object]]) -> list[bytes]:
    """Each row without the line's end; None is an unquoted ``null``. Raises what JSON can't say."""
    encoded = _encoder.encode_lines(rows)[1:-2]
    if not encoded:
        return []
    found = encoded.replace(b'"', b"\1").split(b"]\n[")  # no text holds a line feed: JSON escapes it
    return [_escaped(line) if b"\\" in line else line for line in found] if b"\\" in encoded else found


def documents(values: Iterable[object]) -> list[bytes]:
    """Each value as a field of JSON; None is an unquoted ``null``. Raises what JSON can't say."""
    encoded = _encoder.encode_lines(values).replace(b"\n", b"\1\n\1")
    found = (b"\1" + encoded).split(b"\n")[:-1]
    return [one if one != _NOTHING else b"null" for one in found] if _NOTHING in found else found


def quoted(json: bytes) -> bytes:
    """A field that should be JSON already; what is none can't end it."""
    return b"\1%b\1" % json.replace(b"\1", b"\1\1")


async def copy(conn: Conn, table: str, columns: tuple[str, ...], rows: Sequence[bytes]) -> None:
    """COPY encoded rows into ``table``, which may name its schema."""
    if rows:
        async with conn.cursor() as cursor, cursor.copy(_copying(table, columns)) as copying:
            await copying.write(b"\n".join((*rows, b"")))


_NOTHING = b"\1null\1"


@cache
def _copying(table: str, columns: tuple[str, ...]) -> bytes:
    """The statement, put together once: that costs more than to send it."""
    names = sql.SQL(", ").join(sql.Identifier(name) for name in columns)
    return _COPY.format(sql.Identifier(*table.split(".")), names).as_bytes()


def _escaped(line: bytes) -> bytes:
    values: list[object] = msgspec.json.decode(b"[%b]" % line.replace(b"\1", b'"'))
    return ",".join(
        "\1" + value.replace("\1", "\1\1") + "\1"
        if isinstance(value, str)
        else msgspec.json.encode(value).decode()
        for value in values
    ).encode()
