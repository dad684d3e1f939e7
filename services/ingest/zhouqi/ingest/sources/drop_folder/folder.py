"""A folder into which people and programs put files: what lies there, known by its bytes, whatever its name."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import time
from typing import Final

from zhouqi.ingest.sheets.formats import SUFFIXES
from zhouqi.ingest.sheets.refusal import RefusalCause, UnreadableWorkbook

DELIVERED: Final = b"delivered.json"
_NOT_MEANT: Final = frozenset({DELIVERED, b"thumbs.db", b"desktop.ini"})
_NOT_MEANT_BEFORE: Final = (b".", b"~$")
_NOT_MEANT_BEHIND: Final = (b".tmp", b".part", b".partial", b".filepart", b".crdownload", b".lock", b"~")
_HELD: Final = frozenset({errno.EBUSY, errno.ETXTBSY, errno.EAGAIN, errno.EDEADLK})
"""What file servers say of a file that a program on somebody's desk has open for itself."""
_SETTLED_SECONDS: Final = 2.0
_ARRIVING_SECONDS: Final = 60.0


@dataclass(frozen=True, slots=True)
class FolderEntry:
    """What lies in the folder under a name, as the folder tells it without opening it.

    ``mark`` is the same as long as nobody writes to it; ``since`` is when somebody last did. A link is no
    ``regular`` file, whatever it leads to.
    """

    path: Path
    name: bytes
    regular: bool
    mark: str
    since: float

    @property
    def shown(self) -> str:
        """The name for people: as it was meant, and with signs that can't be seen written out."""
        return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in _text(self.name))

    @property
    def settled(self) -> bool:
        """Whether a later write is sure to be seen by the mark: times on disk are only so fine."""
        return time() - self.since > _SETTLED_SECONDS

    @property
    def young(self) -> bool:
        """Whether somebody may still be writing to it."""
        return time() - self.since < _ARRIVING_SECONDS


def entries(folder: Path) -> Iterator[FolderEntry]:
    """What was put there to be read, in the order of names. Raises OSError for a folder that can't be read.

    Left out is what nobody means to deliver: hidden files, those that Office and file transfers keep beside a
    file as long as it is open or on its way, and the source's word.
    """
    for path in sorted(folder.iterdir()):
        name = os.fsencode(path.name)
        if _meant(name):
            try:
                at = path.lstat()
            except FileNotFoundError:
                continue  # taken away meanwhile
            mark = f"{at.st_ino}:{at.st_size}:{at.st_mtime_ns}:{at.st_ctime_ns}"
            yield FolderEntry(path, name, stat.S_ISREG(at.st_mode), mark, at.st_ctime)


def content(entry: FolderEntry, most: int) -> bytes:
    """The bytes of a workbook, one more than ``most`` if there are more. Raises UnreadableWorkbook.

    Nothing is opened that might not end, and no link is followed out of the folder.
    """
    try:
        entry.name.decode()
    except UnicodeDecodeError as error:
        raise UnreadableWorkbook(RefusalCause.FILE_NAME) from error
    if not entry.regular:
        raise UnreadableWorkbook(RefusalCause.NO_FILE)
    if not entry.shown.lower().endswith(SUFFIXES):
        raise UnreadableWorkbook(RefusalCause.OTHER_FORMAT)
    return _bytes(entry.path, most)


def delivered_note(folder: Path, most: int) -> bytes | None:
    """What the source says of itself, None if it says nothing. Raises UnreadableWorkbook."""
    path = folder / os.fsdecode(DELIVERED)
    return _bytes(path, most) if os.path.lexists(path) else None


def _bytes(path: Path, most: int) -> bytes:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise UnreadableWorkbook(_why(path, error)) from error
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise UnreadableWorkbook(RefusalCause.NO_FILE)
        try:
            return file.read(most + 1)
        except OSError as error:
            held = error.errno in _HELD
            raise UnreadableWorkbook(RefusalCause.LOCKED if held else RefusalCause.NO_PERMISSION) from error


def _why(path: Path, error: OSError) -> RefusalCause:
    """Why it can't be opened: another program holds it, it is no file, or this service may not."""
    if error.errno in _HELD:
        return RefusalCause.LOCKED
    try:
        return RefusalCause.NO_PERMISSION if stat.S_ISREG(path.lstat().st_mode) else RefusalCause.NO_FILE
    except OSError:
        return RefusalCause.ARRIVING


def _meant(name: bytes) -> bool:
    low = name.lower()
    return not (low in _NOT_MEANT or low.startswith(_NOT_MEANT_BEFORE) or low.endswith(_NOT_MEANT_BEHIND))


def _text(name: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name.decode("ascii", "backslashreplace")
