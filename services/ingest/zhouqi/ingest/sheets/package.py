"""A workbook as the archive that it is: measured before anything of it is unpacked, and its sheets found."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from typing import IO

from zhouqi.ingest.sheets.bounds import Bounds
from zhouqi.ingest.sheets.elements import Name, elements
from zhouqi.ingest.sheets.refusal import RefusalCause, UnreadableWorkbook
from zhouqi.ingest.sheets.styles import plain_styles

_BOOK, _LINKS, _STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
_ENCRYPTED = 0x1
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError)
"""What ``zipfile`` raises for an archive that is damaged, encrypted or packed in a way that it does not know."""


@contextmanager
def open_package(content: bytes, bounds: Bounds) -> Iterator[zipfile.ZipFile]:
    """The archive, to its end and within the bounds. Raises UnreadableWorkbook."""
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except zipfile.BadZipFile as error:
        raise UnreadableWorkbook(RefusalCause.INCOMPLETE) from error
    except _DAMAGED as error:
        raise UnreadableWorkbook(RefusalCause.NO_WORKBOOK) from error
    with archive:
        _measure(archive, bounds)
        yield archive


def sheets(archive: zipfile.ZipFile, bounds: Bounds) -> list[str]:
    """The parts that hold the sheets, in the workbook's order. Raises UnreadableWorkbook."""
    parts = _links(archive, bounds)
    found = [
        parts.get(_relation(values), "") for name, values in _read(archive, _BOOK, bounds) if name == "sheet"
    ]
    if not found:
        raise UnreadableWorkbook(RefusalCause.NO_WORKBOOK)
    if len(found) > bounds.sheets:
        raise UnreadableWorkbook(RefusalCause.TOO_LARGE)
    return found


def counts_from_1904(archive: zipfile.ZipFile, bounds: Bounds) -> bool:
    """Whether the workbook's days are counted from 1904. Raises UnreadableWorkbook."""
    found = (values for name, values in _read(archive, _BOOK, bounds) if name == "workbookPr")
    return any(values.get("date1904", "0") in ("1", "true", "on") for values in found)


def styles(archive: zipfile.ZipFile, bounds: Bounds) -> list[bool]:
    """For each style, whether a number shows as its digits alone. Raises UnreadableWorkbook."""
    return plain_styles(_read(archive, _STYLES, bounds)) if _STYLES in archive.namelist() else []


@contextmanager
def part(archive: zipfile.ZipFile, name: str) -> Iterator[IO[bytes]]:
    """One part, for reading. Raises UnreadableWorkbook."""
    try:
        with archive.open(name) as stream:
            yield stream
    except _DAMAGED as error:
        raise UnreadableWorkbook(RefusalCause.NO_WORKBOOK) from error


def _measure(archive: zipfile.ZipFile, bounds: Bounds) -> None:
    """What the archive says of itself is within the bounds. Untrue sizes are found in reading."""
    entries = archive.infolist()
    if any(one.flag_bits & _ENCRYPTED for one in entries):
        raise UnreadableWorkbook(RefusalCause.ENCRYPTED)
    if len(entries) > bounds.parts or sum(one.file_size for one in entries) > bounds.unpacked_bytes:
        raise UnreadableWorkbook(RefusalCause.TOO_LARGE)


def _relation(values: Mapping[str, str]) -> str:
    """The id of the relation to a sheet's part: ``r:id``, whatever the prefix is."""
    return next((value for name, value in values.items() if name.endswith(":id")), "")


def _links(archive: zipfile.ZipFile, bounds: Bounds) -> Mapping[str, str]:
    return {
        values.get("Id", ""): posixpath.normpath(posixpath.join("/xl", values.get("Target", ""))).lstrip("/")
        for name, values in _read(archive, _LINKS, bounds)
        if name == "Relationship"
    }


def _read(archive: zipfile.ZipFile, name: str, bounds: Bounds) -> list[tuple[Name, Mapping[str, str]]]:
    with part(archive, name) as stream:
        return list(elements(stream, bounds.elements))
