"""A look over an .ods workbook: how far its sheets reach, and which cells hold no value."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from itertools import product

from zhouqi.ingest.sheets.bounds import Bounds
from zhouqi.ingest.sheets.elements import elements
from zhouqi.ingest.sheets.package import part
from zhouqi.ingest.sheets.refusal import RefusalCause, UnreadableWorkbook
from zhouqi.ingest.sheets.survey import Survey, read_number

_NUMBERS = ("float", "percentage", "currency")
_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"


def survey_open_document(archive: zipfile.ZipFile, bounds: Bounds) -> list[Survey]:
    """The surveys of the sheets, in order. Raises UnreadableWorkbook, for a document with a password too."""
    if _MANIFEST in archive.namelist():
        with part(archive, _MANIFEST) as stream:
            if any(name == "encryption-data" for name, _ in elements(stream, bounds.elements)):
                raise UnreadableWorkbook(RefusalCause.ENCRYPTED)
    with part(archive, _CONTENT) as stream:
        return list(_sheets(elements(stream, bounds.elements), bounds))


def _sheets(found: Iterator[tuple[str, Mapping[str, str]]], bounds: Bounds) -> Iterator[Survey]:
    made: Survey | None = None
    row, column, rows = 0, 0, 0
    for name, values in found:
        match name:
            case "table":
                if made is not None:
                    yield made
                made, row, column, rows = Survey(), 0, 0, 0
            case "table-row":
                row, column = row + rows, 0
                rows = _times(values, "table:number-rows-repeated")
            case "table-cell" | "covered-table-cell" if made is not None:
                columns = _times(values, "table:number-columns-repeated")
                _hold(made, values, range(row, row + rows), range(column, column + columns), bounds)
                column += columns
            case _:
                pass
    if made is not None:
        yield made


def _hold(made: Survey, values: Mapping[str, str], rows: range, columns: range, bounds: Bounds) -> None:
    """Note a cell that stands in all of these places."""
    sort = values.get("office:value-type")
    if sort is None:
        return
    made.hold((rows[-1], columns[-1]), bounds)
    if values.get("calcext:value-type") == "error":
        made.without_value |= set(product(rows, columns))
    elif sort in _NUMBERS:
        # How a number shows is said by styles that nobody here follows: it may be dressed.
        made.dressed |= set(product(rows, columns))


def _times(values: Mapping[str, str], name: str) -> int:
    return max(read_number(values.get(name, "1")), 1)
