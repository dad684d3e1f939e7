"""The container of .xls and .et files (MS-CFB): the stream that holds the workbook, found by following its sectors."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from zhouqi.ingest.sheets.refusal import RefusalCause, UnreadableWorkbook

_STREAMS: Final = ("Workbook", "Book")
_ENTRY_BYTES: Final = 128
_HEAD_BYTES: Final = 512
_IN_HEAD: Final = 109
_STREAM, _ROOT = 2, 5
_LAST_SECTOR: Final = 0xFFFFFFFA


def workbook_stream(content: bytes) -> bytes:
    """The bytes of the workbook. Raises UnreadableWorkbook, for a container that is cut off too."""
    try:
        return _Container(content).workbook()
    except (struct.error, IndexError) as error:
        raise UnreadableWorkbook(RefusalCause.INCOMPLETE) from error


class _Container:
    def __init__(self, content: bytes) -> None:
        self._content = content
        shift, small = struct.unpack_from("<HH", content, 30)
        if shift not in (9, 12) or small != 6:
            raise UnreadableWorkbook(RefusalCause.NO_WORKBOOK)
        self._size = 1 << shift
        _, self._directory, _, self._cutoff, small_table, _, more, _ = struct.unpack_from("<8I", content, 44)
        self._next = self._table(more)
        self._small_next = struct.unpack(
            f"<{len(joined := self._joined(small_table)) // 4}I", joined[: len(joined) // 4 * 4]
        )

    def workbook(self) -> bytes:
        entries = self._joined(self._directory)
        small_begin = 0
        for at in range(0, len(entries) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
            length, sort = struct.unpack_from("<HB", entries, at + 64)
            begin, size = struct.unpack_from("<II", entries, at + 116)
            if sort == _ROOT:
                small_begin = begin
            name = entries[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            if sort == _STREAM and name in _STREAMS:
                return (
                    self._small(begin, size, small_begin) if size < self._cutoff else self._large(begin, size)
                )
        raise UnreadableWorkbook(RefusalCause.NO_WORKBOOK)

    def _large(self, begin: int, size: int) -> bytes:
        return _whole(self._joined(begin), size)

    def _small(self, begin: int, size: int, root: int) -> bytes:
        room = self._joined(root)
        parts = [room[at * 64 : at * 64 + 64] for at in _chain(begin, self._small_next)]
        return _whole(b"".join(parts), size)

    def _table(self, more: int) -> tuple[int, ...]:
        """Sector -> the one that follows it."""
        places = list(struct.unpack_from(f"<{_IN_HEAD}I", self._content, 76))
        been: set[int] = set()
        while more < _LAST_SECTOR and more not in been:
            been.add(more)
            *further, more = struct.unpack(f"<{self._size // 4}I", self._sector(more))
            places += further
        sectors = [self._sector(at) for at in places if at < _LAST_SECTOR]
        return struct.unpack(f"<{len(sectors) * self._size // 4}I", b"".join(sectors))

    def _joined(self, begin: int) -> bytes:
        return b"".join(self._sector(at) for at in _chain(begin, self._next))

    def _sector(self, at: int) -> bytes:
        start = max(_HEAD_BYTES, self._size) + at * self._size
        sector = self._content[start : start + self._size]
        if len(sector) < self._size and start + self._size - len(self._content) >= self._size:
            raise UnreadableWorkbook(RefusalCause.INCOMPLETE)
        return sector.ljust(self._size, b"\0")


def _chain(begin: int, following: tuple[int, ...]) -> Iterator[int]:
    """The sectors from ``begin`` on, each once. Raises UnreadableWorkbook for one that leads in a circle."""
    left = len(following)
    while begin < _LAST_SECTOR:
        if left <= 0:
            raise UnreadableWorkbook(RefusalCause.NO_WORKBOOK)
        left -= 1
        yield begin
        begin = following[begin]


def _whole(found: bytes, size: int) -> bytes:
    if len(found) < size:
        raise UnreadableWorkbook(RefusalCause.INCOMPLETE)
    return found[:size]
