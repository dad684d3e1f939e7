"""Exceptions in a log: what they are and where they came from, without what somebody typed.

The message of a failed query or conversion quotes the value that failed: a name, a number, a whole row. What this
project itself says in an exception names rules and places, and stays.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from typing import Final, TextIO

import psycopg
from pydantic import ValidationError
from structlog.typing import ExcInfo

_OWN: Final = ("zhouqi.",)
_MOST_FRAMES: Final = 40
_MOST_LINKS: Final = 10
_CAUSE: Final = "\nwhich was the cause of\n"


def render(exc_info: ExcInfo) -> str:
    """The exception and what led to it, the first cause first, as Python writes it but for the messages."""
    return _CAUSE.join(_one(error) for error in reversed(list(_chain(exc_info[1]))))


def write(stream: TextIO, exc_info: ExcInfo) -> None:
    """:func:`render` onto a terminal's line."""
    stream.write("\n" + render(exc_info))


def describe(error: BaseException) -> str:
    """Its class, and of its message what no value can have got into."""
    cls = type(error)
    name = cls.__qualname__ if cls.__module__ == "builtins" else f"{cls.__module__}.{cls.__qualname__}"
    said = _said(error)
    return f"{name}: {said}" if said else name


def _said(error: BaseException) -> str:
    match error:
        case psycopg.Error():
            about = error.diag
            parts = (
                error.sqlstate,
                about.schema_name,
                about.table_name,
                about.column_name,
                about.constraint_name,
            )
            return " ".join(part for part in parts if part)
        case ValidationError():
            return "; ".join(
                f"{'.'.join(str(part) for part in found['loc'])} {found['type']}"
                for found in error.errors()[:5]
            )
        case OSError():
            return error.strerror or ""
        case _ if type(error).__module__.startswith(_OWN):
            return str(error)
        case _:
            return ""


def _one(error: BaseException) -> str:
    frames = "".join(traceback.format_tb(error.__traceback__, limit=-_MOST_FRAMES))
    inner = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    within = "".join(f"\n| {line}" for one in inner for line in _one(one).splitlines())
    return f"{frames}{describe(error)}{within}"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    for _ in range(_MOST_LINKS):
        if error is None:
            return
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
