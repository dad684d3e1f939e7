"""A list as an Excel workbook: the rows, and a sheet that says what they are."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final, TypeVar

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from zhouqi.cockpit.lists.definition import Cell, Column
from zhouqi.events import COUNTY_ZONE
from zhouqi.service.http.language import Language, Text

R = TypeVar("R")
_ACTIVE: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Note:
    """One line of the second sheet."""

    heading: Text
    value: Cell


NOTE_SHEET: Final = Text("说明", "About")


def workbook(
    title: Text, columns: Sequence[Column[R]], rows: Sequence[R], notes: Sequence[Note], language: Language
) -> bytes:
    """The workbook's bytes: a sheet ``title`` with a line for each row, and a second one with the ``notes``."""
    target = io.BytesIO()
    with Workbook(target, {"in_memory": True, "constant_memory": False}) as book:
        formats = _Formats(book)
        _write_rows(book.add_worksheet(title.in_(language)), columns, rows, formats, language)
        _write_notes(book.add_worksheet(NOTE_SHEET.in_(language)), notes, formats, language)
    return target.getvalue()


def escaped(text: str) -> str:
    """``text`` as a spreadsheet must not take it for a formula, here or after it was saved as CSV.

    >>> escaped("=1+1")
    "'=1+1"
    """
    return f"'{text}" if text.startswith(_ACTIVE) else text


class _Formats:
    def __init__(self, book: Workbook) -> None:
        self.heading: Format = book.add_format({"bold": True, "bg_color": "#E8EEF6", "border": 1})
        self.whole: Format = book.add_format({"num_format": "#,##0"})
        self.fraction: Format = book.add_format({"num_format": "#,##0.0###"})
        self.day: Format = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self.time: Format = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"})


def _write_rows(
    sheet: Worksheet,
    columns: Sequence[Column[R]],
    rows: Sequence[R],
    formats: _Formats,
    language: Language,
) -> None:
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width)
        sheet.write_string(0, index, column.label.in_(language), formats.heading)
    for line, row in enumerate(rows, start=1):
        for index, column in enumerate(columns):
            value = column.cell(row)
            _write(sheet, line, index, value.in_(language) if isinstance(value, Text) else value, formats)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(rows), len(columns) - 1)


def _write_notes(sheet: Worksheet, notes: Sequence[Note], formats: _Formats, language: Language) -> None:
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 60)
    for line, note in enumerate(notes):
        sheet.write_string(line, 0, note.heading.in_(language), formats.heading)
        _write(sheet, line, 1, note.value, formats)


def _write(sheet: Worksheet, line: int, column: int, value: Cell, formats: _Formats) -> None:
    match value:
        case None:
            return
        case str():
            sheet.write_string(line, column, escaped(value))
        case Decimal():
            whole = value == value.to_integral_value()
            sheet.write_number(line, column, value, formats.whole if whole else formats.fraction)
        case datetime():
            local = value.astimezone(COUNTY_ZONE).replace(tzinfo=None, second=0, microsecond=0)
            sheet.write_datetime(line, column, local, formats.time)
        case date():
            sheet.write_datetime(line, column, value, formats.day)
