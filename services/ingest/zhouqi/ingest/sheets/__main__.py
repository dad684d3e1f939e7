"""The process that reads workbooks: one question after another, until nobody asks any more."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import IO, Final

import msgspec

from zhouqi.ingest.sheets.book import Table, headers, table
from zhouqi.ingest.sheets.bounds import bound_next, bound_process
from zhouqi.ingest.sheets.protocol import (
    MOST_ANSWER_BYTES,
    PlacedColumn,
    WorkbookAnswer,
    WorkbookQuestion,
    read,
    write,
)
from zhouqi.ingest.sheets.refusal import RefusalCause, UnreadableWorkbook

_OF_HEADERS: Final = frozenset({RefusalCause.NO_HEADER, RefusalCause.NO_UNIT, RefusalCause.COLUMN_TWICE})


def main() -> None:
    """Answer until the other side closes."""
    asked, answers = sys.stdin.buffer, _own_output()
    bound = None
    while (question := read(asked, MOST_ANSWER_BYTES)) is not None:
        about = msgspec.json.decode(question, type=WorkbookQuestion)
        if bound is None:
            bound = about.bounds
            bound_process(bound)
        content = read(asked, about.bounds.packed_bytes)
        if content is None:
            return
        bound_next(about.bounds)
        write(answers, answer(content, about))


def answer(content: bytes, about: WorkbookQuestion) -> bytes:
    """What a file says, as JSON."""
    try:
        found = table(content, about.name, about.columns, about.bounds)
        said = msgspec.json.encode(_told(found))
    except UnreadableWorkbook as what:
        return _refused(what, content, about)
    except MemoryError:
        return _too_large()
    return said if len(said) <= MOST_ANSWER_BYTES else _too_large()


def _told(found: Table) -> WorkbookAnswer:
    return WorkbookAnswer(
        rows=found.records,  # type: ignore[arg-type]
        sheet=found.sheet,
        header_rows=(found.layout.first + 1, found.layout.last + 1),
        columns=tuple(PlacedColumn(one.field, one.at, one.header, one.unit) for one in found.layout.columns),
        totals=tuple(found.totals),
        notes=tuple(found.notes),
    )


def _refused(what: UnreadableWorkbook, content: bytes, about: WorkbookQuestion) -> bytes:
    """Why there is no table; where its headers were not found, what stands in their place."""
    stands: Sequence[str] = ()
    if what.cause in _OF_HEADERS:
        with suppress(UnreadableWorkbook, MemoryError):
            stands = headers(content, about.name, about.columns, about.bounds)
    return msgspec.json.encode(WorkbookAnswer(refused=what.cause, said=what.said, headers=tuple(stands)))


def _too_large() -> bytes:
    return msgspec.json.encode(WorkbookAnswer(refused=RefusalCause.TOO_LARGE))


def _own_output() -> IO[bytes]:
    """The way out, for answers alone: whatever else is printed goes where errors go."""
    mine = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return mine


if __name__ == "__main__":
    main()
