"""Folders into which Excel files are dropped: each content is read once, whatever its name and whenever it came."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import Annotated, Final

from pydantic import AfterValidator, AwareDatetime, BaseModel, ValidationError

from zhouqi.events.contracts.ingest import FailureCause
from zhouqi.ingest.kinds import DropFolder
from zhouqi.ingest.sheets.protocol import WorkbookAnswer
from zhouqi.ingest.sources.drop_folder import folder
from zhouqi.ingest.sources.drop_folder.folder import FolderEntry
from zhouqi.ingest.sources.drop_folder.workbooks import (
    Bounds,
    RefusalCause,
    UnreadableWorkbook,
    Workbooks,
    records_of,
)
from zhouqi.ingest.sources.reader import (
    PAGE,
    FolderChanges,
    KnownFile,
    Page,
    Raw,
    ReadFile,
    SourceFailed,
    UnreadableFile,
)

_MOST_FILES: Final = 100
_MOST_SECONDS: Final = 30.0
_MOST_WORD_BYTES: Final = 10_000
_LOOKED_AT_AGAIN: Final = frozenset({RefusalCause.ARRIVING, RefusalCause.LOCKED, RefusalCause.NO_PERMISSION})
"""What may be otherwise the next time though nobody has written to the file."""


def _plausible(at: datetime) -> datetime:
    if not 2000 <= at.year < 2100:
        raise ValueError("no time that a source could mean")
    return at


class _DeliveredNote(BaseModel):
    up_to: Annotated[AwareDatetime, AfterValidator(_plausible)]


class DropFolderReader:
    """Reads one folder. ``seen`` is what is known of its files: what `Page.files` said of them on earlier pages.

    A file is read when its content is not that of a file that was read and lies there still. So one under
    a name that sorts before others is read, a corrected one of the same name again, and one that was only
    moved is not. What can't be read is refused by its name, and looked at again once it was written to.

    Part of a workbook, as long as it was written to within a minute, is one that is still arriving: it is
    waited for. The cursor only counts how many files were looked at; it says nothing of which.
    """

    def __init__(
        self,
        drops: Path,
        wire: DropFolder,
        seen: Mapping[bytes, KnownFile] | None = None,
        bounds: Bounds | None = None,
    ) -> None:
        self._folder = drops / wire.folder
        self._wire = wire
        self._known = dict(seen or {})
        self._bounds = bounds or Bounds()
        self._left: deque[FolderEntry] = deque()
        self._gone: tuple[bytes, ...] = ()
        self._read: set[str] = set()

    async def vouched_up_to(self) -> datetime | None:
        """What ``delivered.json`` says. Raises SourceFailed."""
        return await asyncio.to_thread(self._up_to)

    async def page(self, cursor: str | None) -> Page:
        """The next files, about 500 rows. Raises SourceFailed."""
        with Workbooks(self._bounds) as books:
            return await asyncio.to_thread(self._page, cursor or "", books)

    def _up_to(self) -> datetime | None:
        try:
            said = folder.delivered_note(self._folder, _MOST_WORD_BYTES)
            return (
                None
                if said is None
                else _DeliveredNote.model_validate_json(said.removeprefix(b"\xef\xbb\xbf")).up_to
            )
        except UnreadableWorkbook as what:
            raise SourceFailed(
                FailureCause.UNREACHABLE, f"{folder.DELIVERED.decode()} {what.cause}"
            ) from what
        except ValidationError as error:
            raise SourceFailed(FailureCause.MALFORMED, folder.DELIVERED.decode()) from error

    def _page(self, cursor: str, books: Workbooks) -> Page:
        if not self._left:
            self._list()
        items: list[Raw] = []
        broken: list[UnreadableFile] = []
        seen: list[KnownFile] = []
        read: list[ReadFile] = []
        end = monotonic() + _MOST_SECONDS
        while self._left and len(items) < PAGE and len(seen) < _MOST_FILES and monotonic() < end:
            entry = self._left.popleft()
            before = self._known.get(entry.name)
            now, table = self._look(entry, books)
            self._known[entry.name] = now
            seen.append(now)
            if table is not None:
                read.append(ReadFile(now.shown, now.digest, table))
                items += records_of(table, now.shown)
            if (refused := _newly_refused(now, before)) is not None:
                broken.append(refused)
        looked_at = str(int(cursor or "0") + len(seen))
        if self._left:
            return Page(items, looked_at, more=True, broken=broken, files=FolderChanges(seen), read=read)
        files = FolderChanges(seen, self._gone)
        return Page(items, looked_at, more=False, broken=broken, files=files, read=read, unkept=self._owes())

    def _owes(self) -> SourceFailed | None:
        """What keeps the folder from being vouched for, as long as a file in it was not read."""
        causes = [one.cause for one in self._known.values() if one.cause is not None]
        if not causes:
            return None
        if all(cause is RefusalCause.ARRIVING for cause in causes):
            return SourceFailed(FailureCause.CUT_OFF, f"files-arriving:{len(causes)}")
        return SourceFailed(FailureCause.UNREAD, f"files:{len(causes)}")

    def _list(self) -> None:
        """Find what is to be looked at; forget what was taken away, but for contents that only got a new name."""
        try:
            there = list(folder.entries(self._folder))
        except OSError as error:
            raise SourceFailed(FailureCause.UNREACHABLE, type(error).__name__) from error
        self._read = {one.digest for one in self._known.values() if one.cause is None}
        names = {entry.name for entry in there}
        self._gone = tuple(name for name in self._known if name not in names)
        for name in self._gone:
            del self._known[name]
        self._left.extend(entry for entry in there if not self._is_known(entry))

    def _is_known(self, entry: FolderEntry) -> bool:
        known = self._known.get(entry.name)
        return known is not None and known.mark == entry.mark

    def _look(self, entry: FolderEntry, books: Workbooks) -> tuple[KnownFile, WorkbookAnswer | None]:
        digest, table = "", None
        try:
            content = folder.content(entry, self._bounds.packed_bytes)
            digest = sha256(content).hexdigest()[:32]
            if digest not in self._read:
                _whole(content, entry)
                table = books.table(content, entry.shown, self._wire.columns)
                self._read.add(digest)
        except UnreadableWorkbook as what:
            arriving = what.cause is RefusalCause.INCOMPLETE and entry.young
            cause = RefusalCause.ARRIVING if arriving else what.cause
            again = cause in _LOOKED_AT_AGAIN or not entry.settled
            mark = None if again else entry.mark
            return KnownFile(entry.name, entry.shown, mark, digest, cause, what.said), None
        return KnownFile(entry.name, entry.shown, entry.mark if entry.settled else None, digest), table


def _whole(content: bytes, entry: FolderEntry) -> None:
    """A text has no end of its own: while it is young, one whose last line has not ended is still arriving.

    Raises UnreadableWorkbook.
    """
    if entry.young and entry.name.lower().endswith(b".csv") and not content.rstrip(b"\0").endswith(b"\n"):
        raise UnreadableWorkbook(RefusalCause.INCOMPLETE)


def _newly_refused(now: KnownFile, before: KnownFile | None) -> UnreadableFile | None:
    """The refusal of a file, unless it was refused as it is; one that is arriving is not refused."""
    if now.cause is None or now.cause is RefusalCause.ARRIVING:
        return None
    if before is not None and (before.cause, before.digest) == (now.cause, now.digest):
        return None
    return UnreadableFile(now.shown, now.cause, now.digest, now.said)
