"""A look over a .xls or .et workbook (BIFF8): how far its sheets reach, and which cells hold no value."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from zhouqi.ingest.sheets.bounds import Bounds
from zhouqi.ingest.sheets.refusal import RefusalCause, UnreadableWorkbook
from zhouqi.ingest.sheets.styles import is_plain_format
from zhouqi.ingest.sheets.survey import Survey

_BEGIN, _END, _SHEET, _ENCRYPTED, _1904 = 0x0809, 0x000A, 0x0085, 0x002F, 0x0022
_FORMAT, _STYLE = 0x041E, 0x00E0
_NUMBER, _RK, _MANY_RK, _FORMULA, _ERROR = 0x0203, 0x027E, 0x00BD, 0x0006, 0x0205
_TEXTS: Final = frozenset({0x0204, 0x00FD, 0x00D6})
_BUILT_IN: Final = {0: "General", 1: "0", 49: "@"}
_NO_NUMBER, _AN_ERROR = b"\xff\xff", 2


@dataclass(frozen=True, slots=True)
class BinarySurvey:
    """The surveys of the sheets, in the workbook's order, and from which year its days are counted."""

    sheets: list[Survey]
    date1904: bool


def survey_binary(stream: bytes, bounds: Bounds) -> BinarySurvey:
    """Look over a workbook's stream. Raises UnreadableWorkbook, for one with a password too."""
    try:
        return _survey(stream, bounds)
    except struct.error as error:
        raise UnreadableWorkbook(RefusalCause.NO_WORKBOOK) from error


def _survey(stream: bytes, bounds: Bounds) -> BinarySurvey:
    formats, plain = dict(_BUILT_IN), list[bool]()
    begins, date1904 = list[int](), False
    for sort, body in _records(stream, 0):
        match sort:
            case _ if sort == _ENCRYPTED:
                raise UnreadableWorkbook(RefusalCause.ENCRYPTED)
            case _ if sort == _SHEET:
                begins.append(struct.unpack_from("<I", body)[0])
            case _ if sort == _1904:
                date1904 = body[:2] == b"\1\0"
            case _ if sort == _FORMAT:
                formats[struct.unpack_from("<H", body)[0]] = _text(body[2:])
            case _ if sort == _STYLE:
                plain.append(is_plain_format(formats.get(struct.unpack_from("<H", body, 2)[0], "")))
            case _:
                pass
    if len(begins) > bounds.sheets:
        raise UnreadableWorkbook(RefusalCause.TOO_LARGE)
    return BinarySurvey([_sheet(stream, at, plain, bounds) for at in begins], date1904)


def _sheet(stream: bytes, begin: int, plain: list[bool], bounds: Bounds) -> Survey:
    made = Survey()
    for sort, body in _records(stream, begin):
        if sort in _TEXTS:
            made.hold(_place(body), bounds)
        elif sort in (_NUMBER, _RK):
            _hold_number(made, _place(body), struct.unpack_from("<H", body, 4)[0], plain, bounds)
        elif sort == _MANY_RK:
            row, first = _place(body)
            for number in range((len(body) - 6) // 6):
                style = struct.unpack_from("<H", body, 4 + number * 6)[0]
                _hold_number(made, (row, first + number), style, plain, bounds)
        elif sort == _ERROR:
            made.hold(_place(body), bounds)
            if body[7:8] == b"\1":
                made.without_value.add(_place(body))
        elif sort == _FORMULA:
            made.hold(_place(body), bounds)
            if body[12:14] == _NO_NUMBER and body[6] == _AN_ERROR:
                made.without_value.add(_place(body))
    return made


def _hold_number(made: Survey, place: tuple[int, int], style: int, plain: list[bool], bounds: Bounds) -> None:
    made.hold(place, bounds)
    if style < len(plain) and not plain[style]:
        made.dressed.add(place)


def _records(stream: bytes, begin: int) -> Iterator[tuple[int, bytes]]:
    """The records from ``begin`` to the end of that part, each with its sort."""
    at, depth = begin, 0
    while at + 4 <= len(stream):
        sort, length = struct.unpack_from("<HH", stream, at)
        if at == begin and sort != _BEGIN:
            raise UnreadableWorkbook(RefusalCause.NO_WORKBOOK)
        depth += (sort == _BEGIN) - (sort == _END)
        if depth <= 0:
            return
        yield sort, stream[at + 4 : at + 4 + length]
        at += 4 + length
    raise UnreadableWorkbook(RefusalCause.INCOMPLETE)


def _place(body: bytes) -> tuple[int, int]:
    row, column = struct.unpack_from("<HH", body)
    return row, column


def _text(body: bytes) -> str:
    """A string with its length in two bytes before it, and whether it is in two bytes a sign."""
    length, wide = struct.unpack_from("<HB", body)
    if wide & 1:
        return body[3 : 3 + length * 2].decode("utf-16-le", "replace")
    return body[3 : 3 + length].decode("latin-1")
