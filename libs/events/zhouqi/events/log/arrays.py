"""Lists as parameters of a statement: the names and ids of a batch at once.

The driver writes a list value by value, which costs more than all else that is done to send a batch. But for
its brackets, JSON's text of a list of names or ids is that of PostgreSQL's array.
"""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

import msgspec
from psycopg import adapters
from psycopg.abc import AdaptContext, Buffer
from psycopg.adapt import Dumper

_encode = msgspec.json.Encoder().encode


class Texts(tuple[str, ...]):
    """A ``text[]``. None of them may hold NUL, which PostgreSQL refuses as DataError."""

    __slots__ = ()


class Uuids(tuple[UUID, ...]):
    """A ``uuid[]``."""

    __slots__ = ()


class Integers(tuple[int, ...]):
    """An ``int[]``."""

    __slots__ = ()


class _ArrayDumper(Dumper):
    element: ClassVar[str]

    def __init__(self, cls: type, context: AdaptContext | None = None) -> None:
        super().__init__(cls, context)
        self.oid = adapters.types[self.element].array_oid

    def dump(self, obj: tuple[object, ...]) -> Buffer:
        text = _encode(obj)
        if b"\\" in text:  # JSON escapes more than an array's text knows
            text = b"[" + b",".join(_quoted(str(one)) for one in obj) + b"]"
        return b"{" + text[1:-1] + b"}"


class _TextsDumper(_ArrayDumper):
    element = "text"


class _UuidsDumper(_ArrayDumper):
    element = "uuid"


class _IntegersDumper(_ArrayDumper):
    element = "int4"


def register(context: AdaptContext) -> None:
    """Let the connection take these as parameters."""
    for kind, dumper in ((Texts, _TextsDumper), (Uuids, _UuidsDumper), (Integers, _IntegersDumper)):
        context.adapters.register_dumper(kind, dumper)


def _quoted(text: str) -> bytes:
    return b'"' + text.encode().replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'
