"""What goes between the service and the process that reads: a question, the file's bytes, and an answer."""

from __future__ import annotations

from typing import IO, Final, TypeAlias

import msgspec

from zhouqi.ingest.fields.columns import Column
from zhouqi.ingest.sheets.bounds import Bounds
from zhouqi.ingest.sheets.refusal import RefusalCause

MOST_ANSWER_BYTES: Final = 32 * 1024 * 1024
_LENGTH_BYTES: Final = 8


Cells: TypeAlias = dict[str, str | dict[str, str] | None]
"""Field -> what its cell says."""


class WorkbookQuestion(msgspec.Struct, frozen=True):
    """What the file is called and what its columns are; the file's bytes follow."""

    name: str
    columns: tuple[Column, ...]
    bounds: Bounds


class PlacedColumn(msgspec.Struct, frozen=True):
    """Where a field stands in a file: its column from 0, the header there, the unit of its amounts."""

    field: str
    at: int
    header: str
    unit: str | None = None


class WorkbookAnswer(msgspec.Struct, frozen=True):
    """The table of a file: its records, each with its row's number and what was typed otherwise; or why there is none.

    ``header_rows`` are the first and the last row of the headers. ``headers`` is what stands in the likeliest one
    when they were not found. ``totals`` and ``notes`` are rows that were left out.
    """

    rows: list[tuple[int, Cells, Cells]] = []
    sheet: str = ""
    header_rows: tuple[int, int] = (0, 0)
    columns: tuple[PlacedColumn, ...] = ()
    totals: tuple[int, ...] = ()
    notes: tuple[int, ...] = ()
    headers: tuple[str, ...] = ()
    refused: RefusalCause | None = None
    said: str = ""


def write(stream: IO[bytes], part: bytes) -> None:
    """Write one part, its length before it. Raises OSError."""
    stream.write(len(part).to_bytes(_LENGTH_BYTES))
    stream.write(part)
    stream.flush()


def read(stream: IO[bytes], most: int) -> bytes | None:
    """Read one part; None at the end, for one that is not whole, and for one that is longer than ``most``."""
    length = stream.read(_LENGTH_BYTES)
    if len(length) < _LENGTH_BYTES or int.from_bytes(length) > most:
        return None
    part = stream.read(int.from_bytes(length))
    return part if len(part) == int.from_bytes(length) else None
