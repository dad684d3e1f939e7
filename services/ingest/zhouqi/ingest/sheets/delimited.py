"""A CSV file: in UTF-8, with or without its mark, or in GB18030, as Excel writes it here; commas or tabs between."""

from __future__ import annotations

import csv
import io
from typing import Final

from zhouqi.ingest.sheets.bounds import Bounds
from zhouqi.ingest.sheets.refusal import RefusalCause, UnreadableWorkbook

_DELIMITERS: Final = (",", "\t", ";")
_ENCODINGS: Final[tuple[str, ...]] = ("utf-8-sig", "gb18030")
_WIDE: Final[tuple[str, ...]] = ("utf-16",)
_LONGEST_CELL: Final = 40_000
_LOOKED_AT: Final = 20
_PAGE: Final = ("<!doctype", "<html", "<?xml", "<table")


def delimited_rows(content: bytes, bounds: Bounds) -> list[list[str]]:
    """The rows. Raises UnreadableWorkbook."""
    text = _text(content)
    if "\0" in text:
        raise UnreadableWorkbook(RefusalCause.NO_WORKBOOK)
    if text.lstrip()[:20].lower().startswith(_PAGE):
        raise UnreadableWorkbook(RefusalCause.OTHER_CONTENT)
    beginning = text.split("\n", _LOOKED_AT)[:_LOOKED_AT]
    delimiter = max(_DELIMITERS, key=lambda one: sum(line.count(one) for line in beginning))
    rows: list[list[str]] = []
    cells = 0
    csv.field_size_limit(_LONGEST_CELL)
    try:
        # Strict: a quotation mark that is never closed would else swallow the rest of the file as one cell.
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            while row and not row[-1].strip():
                row.pop()
            cells += len(row)
            if row and (len(rows) > bounds.rows or len(row) > bounds.columns or cells > bounds.cells):
                raise UnreadableWorkbook(RefusalCause.TOO_LARGE)
            rows.append(row)
    except csv.Error as error:
        raise UnreadableWorkbook(RefusalCause.NO_WORKBOOK, f"{len(rows) + 1}") from error
    return rows


def _text(content: bytes) -> str:
    for encoding in _WIDE if content.startswith((b"\xff\xfe", b"\xfe\xff")) else _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableWorkbook(RefusalCause.BAD_ENCODING)
