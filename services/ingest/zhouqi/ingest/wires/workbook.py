"""One Excel file: its first sheet, headers in the first row, as raw records of text."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

MOST_BYTES = 16 * 1024 * 1024
MOST_UNPACKED_BYTES = 128 * 1024 * 1024
MOST_ROWS = 20_000


class Unreadable(Exception):
    """The file is no workbook of this kind. ``cause``: too_large, no_workbook, no_header."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


def rows_of(path: Path, headers: Mapping[str, str]) -> list[dict[str, object]]:
    """The rows of the first sheet, each a field -> its text; empty rows are left out.

    ``headers`` say which field a column is; every one of them must be there. Raises Unreadable and OSError.
    """
    _measure(path)
    try:
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
        if sheet.height > MOST_ROWS + 1:
            raise Unreadable("too_large")
        rows = sheet.to_python()
    except (CalamineError, IndexError, ValueError) as error:
        raise Unreadable("no_workbook") from error
    if not rows:
        raise Unreadable("no_header")
    fields = [headers.get(str(cell).strip()) for cell in rows[0]]
    if {field for field in fields if field} != set(headers.values()):
        raise Unreadable("no_header")
    return [record for row in rows[1:] if any((record := _record(fields, row)).values())]


def _measure(path: Path) -> None:
    """A file may be small and unpack to anything: both are bounded before it is read."""
    if path.stat().st_size > MOST_BYTES:
        raise Unreadable("too_large")
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError) as error:
        raise Unreadable("no_workbook") from error
    if unpacked > MOST_UNPACKED_BYTES:
        raise Unreadable("too_large")


def _record(fields: Sequence[str | None], row: Sequence[object]) -> dict[str, object]:
    return {field: _text(cell) for field, cell in zip(fields, row, strict=False) if field}


def _text(cell: object) -> str | None:
    """A cell as the sources write it; Excel may have made a day or a number of it."""
    match cell:
        case bool():
            return "是" if cell else "否"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime():
            return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
        case _:
            return str(cell) or None if cell is not None else None
