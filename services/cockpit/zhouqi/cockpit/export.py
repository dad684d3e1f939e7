"""A list of projects as an Excel workbook: the rows, and a sheet that says what they are."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final, TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from zhouqi.cockpit.api.answers import ProjectRow
from zhouqi.events import COUNTY_ZONE
from zhouqi.service.language import Language, Text

Cell: TypeAlias = str | Decimal | date | datetime | None
_ACTIVE: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its width in characters, and where its cells come from."""

    heading: Text
    width: int
    cell: Callable[[ProjectRow], Cell]


COLUMNS: Final = (
    Column(Text("项目名称", "Project"), 44, lambda row: row.name),
    Column(Text("项目代码", "Project code"), 26, lambda row: row.code),
    Column(Text("企业", "Enterprise"), 32, lambda row: row.enterprise),
    Column(Text("统一社会信用代码", "Social credit code"), 22, lambda row: row.enterprise_code),
    Column(Text("乡镇", "Township"), 16, lambda row: row.township_name),
    Column(Text("行业", "Industry"), 24, lambda row: row.industry_name or row.industry),
    Column(Text("总投资（万元）", "Investment (CNY 10k)"), 16, lambda row: row.investment),
    Column(Text("用地面积（亩）", "Land (mu)"), 14, lambda row: row.land_area),
    Column(Text("拟开工", "Planned start"), 12, lambda row: row.planned_start),
    Column(Text("拟建成", "Planned completion"), 12, lambda row: row.planned_completion),
    Column(Text("登记日期", "Registered"), 12, lambda row: row.registered_on),
    Column(Text("更新时间", "Updated"), 17, lambda row: row.updated_at),
)
"""The columns of the page's table in the same order, with those that it has no room for."""

ROWS_SHEET: Final = Text("项目", "Projects")
NOTE_SHEET: Final = Text("说明", "About")


def workbook(rows: Sequence[ProjectRow], notes: Sequence[tuple[str, Cell]], language: Language) -> bytes:
    """The workbook's bytes. ``notes`` are the lines of the second sheet, each with its heading."""
    target = io.BytesIO()
    with Workbook(target, {"in_memory": True, "constant_memory": False}) as book:
        formats = _Formats(book)
        _write_rows(book.add_worksheet(ROWS_SHEET.in_(language)), rows, formats, language)
        _write_notes(book.add_worksheet(NOTE_SHEET.in_(language)), notes, formats)
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


def _write_rows(sheet: Worksheet, rows: Sequence[ProjectRow], formats: _Formats, language: Language) -> None:
    for index, column in enumerate(COLUMNS):
        sheet.set_column(index, index, column.width)
        sheet.write_string(0, index, column.heading.in_(language), formats.heading)
    for line, row in enumerate(rows, start=1):
        for index, column in enumerate(COLUMNS):
            _write(sheet, line, index, column.cell(row), formats)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(rows), len(COLUMNS) - 1)


def _write_notes(sheet: Worksheet, notes: Sequence[tuple[str, Cell]], formats: _Formats) -> None:
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 60)
    for line, (heading, value) in enumerate(notes):
        sheet.write_string(line, 0, heading, formats.heading)
        _write(sheet, line, 1, value, formats)


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
