"""One file: the sheet that holds the kind's records, as records and where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TypeAlias

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from zhouqi.ingest.fields.columns import Column
from zhouqi.ingest.sheets.binary import survey_binary
from zhouqi.ingest.sheets.bounds import Bounds
from zhouqi.ingest.sheets.cells import CellText, read_cell, without_value
from zhouqi.ingest.sheets.compound import workbook_stream
from zhouqi.ingest.sheets.delimited import delimited_rows
from zhouqi.ingest.sheets.elements import elements
from zhouqi.ingest.sheets.formats import Format, format_of
from zhouqi.ingest.sheets.layout import Grid, Layout, find_layout, likely_headers
from zhouqi.ingest.sheets.left_out import is_note, is_total
from zhouqi.ingest.sheets.open_document import survey_open_document
from zhouqi.ingest.sheets.package import counts_from_1904, open_package, part, sheets, styles
from zhouqi.ingest.sheets.refusal import RefusalCause, UnreadableWorkbook
from zhouqi.ingest.sheets.survey import Survey, survey

Record: TypeAlias = tuple[int, dict[str, CellText], dict[str, CellText]]
"""The number of a row as Excel shows it, the record that stands there, and what was typed otherwise in which field."""


@dataclass(frozen=True, slots=True)
class Table:
    """The records of a file, where they stand, and the rows that were left out: those of totals, those of notes."""

    sheet: str
    layout: Layout
    records: list[Record]
    totals: list[int]
    notes: list[int]


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    grid: Grid
    at: Survey
    date1904: bool | None


def table(content: bytes, name: str, columns: Sequence[Column], bounds: Bounds) -> Table:
    """The records of a file of this name. Rows in which no field says anything are left out.

    Raises UnreadableWorkbook.
    """
    held: tuple[_Sheet, Layout] | None = None
    refused: list[UnreadableWorkbook] = []
    for sheet in _sheets(content, name, bounds):
        try:
            layout = find_layout(sheet.grid, columns)
        except UnreadableWorkbook as what:
            refused.append(what)
            continue
        if held is not None:
            raise UnreadableWorkbook(RefusalCause.SEVERAL_SHEETS, sheet.name)
        held = (sheet, layout)
    if held is None:
        raise _worst(refused)
    return _table(*held, columns)


def headers(content: bytes, name: str, columns: Sequence[Column], bounds: Bounds) -> Sequence[str]:
    """What stands in the likeliest row of headers of the first sheet that has one. Raises UnreadableWorkbook."""
    found = (likely_headers(sheet.grid, columns) for sheet in _sheets(content, name, bounds))
    return next((one for one in found if one), ())


def _worst(refused: Sequence[UnreadableWorkbook]) -> UnreadableWorkbook:
    """Of several sheets: what is wrong with the one that has all headers, or else what the fullest one lacks."""
    if not refused:
        return UnreadableWorkbook(RefusalCause.NO_WORKBOOK)
    return min(refused, key=lambda what: (what.cause is RefusalCause.NO_HEADER, len(what.said)))


def _sheets(content: bytes, name: str, bounds: Bounds) -> Iterator[_Sheet]:
    if len(content) > bounds.packed_bytes:
        raise UnreadableWorkbook(RefusalCause.TOO_LARGE)
    match format_of(content, name):
        case Format.TEXT:
            rows = delimited_rows(content, bounds)
            yield _Sheet("", rows, Survey((len(rows) - 1, 0)), None)
        case Format.OFFICE_OPEN:
            yield from _workbook(content, *_survey_office_open(content, bounds))
        case Format.OPEN_DOCUMENT:
            with open_package(content, bounds) as archive:
                surveys = survey_open_document(archive, bounds)
            yield from _workbook(content, _together(surveys, bounds), None)
        case Format.BINARY:
            found = survey_binary(workbook_stream(content), bounds)
            yield from _workbook(content, _together(found.sheets, bounds), found.date1904)


def _survey_office_open(content: bytes, bounds: Bounds) -> tuple[list[Survey], bool]:
    surveys: list[Survey] = []
    with open_package(content, bounds) as archive:
        plain = styles(archive, bounds)
        for name in sheets(archive, bounds):
            with part(archive, name) as stream:
                surveys.append(survey(elements(stream, bounds.elements), plain, bounds))
        return _together(surveys, bounds), counts_from_1904(archive, bounds)


def _together(surveys: list[Survey], bounds: Bounds) -> list[Survey]:
    """The same; all sheets together may reach no farther than one may."""
    if len(surveys) > bounds.sheets or sum(one.cells for one in surveys) > bounds.cells:
        raise UnreadableWorkbook(RefusalCause.TOO_LARGE)
    return surveys


def _workbook(content: bytes, surveys: Sequence[Survey], date1904: bool | None) -> Iterator[_Sheet]:
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        if len(book.sheets_metadata) != len(surveys):
            raise UnreadableWorkbook(RefusalCause.NO_WORKBOOK)
        for index, meta in enumerate(book.sheets_metadata):
            if meta.typ == SheetTypeEnum.WorkSheet and (surveys[index].cells or not index):
                yield _Sheet(meta.name, _cells(book.get_sheet_by_index(index)), surveys[index], date1904)
    except (CalamineError, IndexError, ValueError) as error:
        raise UnreadableWorkbook(RefusalCause.NO_WORKBOOK) from error


def _cells(sheet: CalamineSheet) -> Grid:
    """The rows, all of the same length, from A1 on."""
    return sheet.to_python(skip_empty_area=False)


def _table(sheet: _Sheet, layout: Layout, columns: Sequence[Column]) -> Table:
    found = Table(sheet.name, layout, [], [], [])
    forms = {column.field: column.form for column in columns}
    for number in range(layout.last + 1, sheet.at.last[0] + 1):
        # Rows and columns that only hold cells without a value are none for the library.
        row = sheet.grid[number] if number < len(sheet.grid) else ()
        if is_total(row):
            found.totals.append(number + 1)
            continue
        if is_note(row):
            found.notes.append(number + 1)
            continue
        record: dict[str, CellText] = {}
        typed: dict[str, CellText] = {}
        for one in layout.columns:
            place = (number, one.at)
            if place in sheet.at.without_value:
                record[one.field] = without_value()
                continue
            record[one.field], as_typed = read_cell(
                row[one.at] if one.at < len(row) else None,
                forms[one.field],
                unit=one.unit,
                dressed=place in sheet.at.dressed,
                date1904=sheet.date1904,
            )
            if as_typed != record[one.field]:
                typed[one.field] = as_typed
        if any(record.values()):
            found.records.append((number + 1, record, typed))
    return found
