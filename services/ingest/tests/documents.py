"""Old workbooks (.xls, .et) made record by record, and documents (.ods) made part by part."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape

_BIFF8 = 0x0600
_BEGIN, _END, _SHEET, _1904, _ENCRYPTED, _FORMAT, _STYLE = (
    0x0809,
    0x000A,
    0x0085,
    0x0022,
    0x002F,
    0x041E,
    0x00E0,
)
_LABEL, _NUMBER, _ERROR, _FORMULA = 0x0204, 0x0203, 0x0205, 0x0006
_SECTOR, _FREE, _CHAIN_END, _TABLE = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
GENERAL, DAY, SIX_DIGITS = range(3)
"""Styles of cells: what a number shows as."""


def label(row: int, column: int, text: str) -> bytes:
    """A cell of text."""
    wide = text.encode("utf-16-le")
    return _record(_LABEL, struct.pack("<HHHHB", row, column, 0, len(text), 1) + wide)


def number(row: int, column: int, value: float, style: int = GENERAL) -> bytes:
    """A cell of a number."""
    return _record(_NUMBER, struct.pack("<HHHd", row, column, style, value))


def error(row: int, column: int) -> bytes:
    """#N/A."""
    return _record(_ERROR, struct.pack("<HHHBB", row, column, 0, 0x2A, 1))


def failed_formula(row: int, column: int) -> bytes:
    """A formula whose result is #N/A."""
    body = struct.pack("<HHH", row, column, 0) + b"\x02\x00\x2a\x00\x00\x00\xff\xff" + bytes(6) + b"\x00\x00"
    return _record(_FORMULA, body)


def lines(*rows: Sequence[str | None], first: int = 0) -> list[bytes]:
    """Rows of texts."""
    return [
        label(row, column, text)
        for row, line in enumerate(rows, start=first)
        for column, text in enumerate(line)
        if text is not None
    ]


def binary(cells: Sequence[bytes], *, date1904: bool = False, password: bool = False) -> bytes:
    """A workbook of one sheet."""
    begin = _part(0x0005) + (_record(_ENCRYPTED, bytes(54)) if password else b"")
    begin += _record(_1904, struct.pack("<H", date1904))
    begin += _record(_FORMAT, struct.pack("<HHB", 176, 6, 0) + b"000000")
    for shows in (0, 14, 176):
        begin += _record(_STYLE, struct.pack("<HH", 0, shows) + bytes(16))
    name = struct.pack("<BB", 2, 0) + b"S1"
    at = len(begin) + 4 + 6 + len(name) + 4
    begin += _record(_SHEET, struct.pack("<IBB", at, 0, 0) + name) + _record(_END, b"")
    return container({"Workbook": begin + _part(0x0010) + b"".join(cells) + _record(_END, b"")})


def container(streams: Mapping[str, bytes]) -> bytes:
    """The file that holds streams (MS-CFB)."""
    data, table, entries = b"", list[int](), [_entry("Root Entry", 5, _CHAIN_END, 0, child=1)]
    for number_, (name, content) in enumerate(streams.items(), start=2):
        begin, size = len(table), max(len(content), 4096)
        data += _chain(content.ljust(size, b"\0"), table)
        entries.append(_entry(name, 2, begin, size, right=number_ if number_ <= len(streams) else _FREE))
    directory = len(table)
    data += _chain(b"".join(entries), table)
    sectors = next(n for n in range(1, 110) if (len(table) + n) * 4 <= n * _SECTOR)
    begin = len(table)
    table += [_TABLE] * sectors
    data += struct.pack(f"<{len(table)}I", *table).ljust(sectors * _SECTOR, b"\xff")
    head = (
        bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    )
    head += struct.pack("<9I", 0, sectors, directory, 0, 4096, _CHAIN_END, 0, _CHAIN_END, 0)
    head += struct.pack("<109I", *(begin + n if n < sectors else _FREE for n in range(109)))
    return head + data


def document(rows: str, manifest: str = "") -> bytes:
    """An .ods workbook of one sheet."""
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{one}="{urn}:{one}:1.0"' for one in ("office", "table", "text"))
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml", f'<m:manifest xmlns:m="{urn}:manifest:1.0">{manifest}</m:manifest>'
        )
        archive.writestr(
            "content.xml",
            f'<office:document-content {names} xmlns:calcext="urn:org:documentfoundation:names:calc">'
            f'<office:body><office:spreadsheet><table:table table:name="S1">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return made.getvalue()


def document_row(*cells: str) -> str:
    """A row of an .ods workbook."""
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def document_cell(sort: str, value: str, shown: str = "", more: str = "") -> str:
    """A cell of an .ods workbook: its sort, its value and how it shows."""
    named = {"float": "value", "date": "date-value"}.get(sort)
    said = f' office:{named}="{value}"' if named else ""
    text = f"<text:p>{escape(shown or value)}</text:p>"
    return f'<table:table-cell office:value-type="{sort}"{said}{more}>{text}</table:table-cell>'


def _record(sort: int, body: bytes) -> bytes:
    return struct.pack("<HH", sort, len(body)) + body


def _part(sort: int) -> bytes:
    return _record(_BEGIN, struct.pack("<HHHHII", _BIFF8, sort, 0, 0, 0, 6))


def _entry(name: str, sort: int, begin: int, size: int, *, right: int = _FREE, child: int = _FREE) -> bytes:
    wide = f"{name}\0".encode("utf-16-le")
    links = struct.pack("<HBBIII", len(wide), sort, 1, _FREE, right, child)
    return wide.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", begin, size)


def _chain(content: bytes, table: list[int]) -> bytes:
    """The content in sectors, which follow one another in the table."""
    whole = content.ljust(-(-len(content) // _SECTOR) * _SECTOR, b"\0")
    sectors = len(whole) // _SECTOR
    table += [*range(len(table) + 1, len(table) + sectors), _CHAIN_END]
    return whole
