"""What a file is by its content, and whether that is what its name says."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from zhouqi.ingest.sheets.refusal import RefusalCause, UnreadableWorkbook

SUFFIXES: Final = (".xlsx", ".xls", ".et", ".ods", ".csv")
"""Names that are read. A workbook may bear any of the first four: programs save one as the other."""
_ZIP: Final = b"PK\x03\x04"
_COMPOUND: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_OPEN_DOCUMENT: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_ENCRYPTED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")


class Format(StrEnum):
    """How a file has to be read."""

    OFFICE_OPEN = "xlsx"
    OPEN_DOCUMENT = "ods"
    BINARY = "xls"
    TEXT = "csv"


def format_of(content: bytes, name: str) -> Format:
    """What a file of this name has to be read as. Raises UnreadableWorkbook."""
    if not name.lower().endswith(SUFFIXES):
        raise UnreadableWorkbook(RefusalCause.OTHER_FORMAT)
    if not content.strip(b"\0"):
        # An empty file, or one of nothing but zeros, is one whose content is yet to come.
        raise UnreadableWorkbook(RefusalCause.INCOMPLETE)
    found = _by_content(content)
    if (found is Format.TEXT) != name.lower().endswith(".csv"):
        raise UnreadableWorkbook(_mistaken(content))
    return found


def _by_content(content: bytes) -> Format:
    if content.startswith(_ZIP):
        return Format.OPEN_DOCUMENT if _OPEN_DOCUMENT in content[:200] else Format.OFFICE_OPEN
    if content.startswith(_COMPOUND):
        if _ENCRYPTED_PACKAGE in content:
            raise UnreadableWorkbook(RefusalCause.ENCRYPTED)
        return Format.BINARY
    return Format.TEXT


def _mistaken(content: bytes) -> RefusalCause:
    """A text under a workbook's name, or a workbook under a text's; other bytes are damaged ones."""
    if content.startswith((_ZIP, _COMPOUND, *_UTF_16)) or b"\0" not in content:
        return RefusalCause.OTHER_CONTENT
    return RefusalCause.NO_WORKBOOK
