"""What a wire gives: pages of raw records behind a cursor, and the source's word how far it has come."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol, TypeAlias

from zhouqi.events.contracts.ingest import FailureCause
from zhouqi.ingest.sheets.protocol import WorkbookAnswer
from zhouqi.ingest.sheets.refusal import RefusalCause

Raw: TypeAlias = Mapping[str, object]
_NO_CODE: Final = re.compile(r"[^0-9A-Za-z._:/\-]+")
_LONGEST_CODE: Final = 64
PAGE = 500
"""Records that are read at once, about."""


class SourceFailed(Exception):
    """A source can't be read, and why. ``said`` goes into the log, and what of it is a code into the event.

    ``pause`` is how long the source asks to be left alone. ``again``: what was read of it is no place to go
    on from any more, so that it is to be read from its beginning.
    """

    def __init__(
        self, cause: FailureCause, said: str = "", *, pause: timedelta | None = None, again: bool = False
    ) -> None:
        super().__init__(f"{cause} {said}".strip())
        self.cause = cause
        self.detail = _NO_CODE.sub("-", said).strip("-")[:_LONGEST_CODE] or None
        self.pause = pause
        self.again = again


@dataclass(frozen=True, slots=True)
class UnreadableFile:
    """A file that could not be read; it is refused as a whole and passed.

    ``digest`` is that of its content, empty if that could not be read; ``said`` says more of the cause.
    """

    file: str
    cause: RefusalCause
    digest: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file of a folder, as it was when it was looked at. ``name`` is that on the disk, ``shown`` that for people.

    ``mark`` tells whether it was written to since, None if it is to be looked at again all the same.
    ``digest`` is that of its content. ``cause`` is None for one that was read.
    """

    name: bytes
    shown: str
    mark: str | None
    digest: str = ""
    cause: RefusalCause | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class FolderChanges:
    """What became of a folder's files: those that were looked at, and the names of those that are gone."""

    seen: Sequence[KnownFile] = ()
    gone: Sequence[bytes] = ()


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read. ``digest`` is that of its content, ``table`` where in it the records stood."""

    file: str
    digest: str
    table: WorkbookAnswer


NO_CHANGES: Final = FolderChanges()


@dataclass(frozen=True, slots=True)
class Page:
    """Raw records in the order in which they were put out, and where the next begin.

    ``memory`` is what the wire has to know beside the cursor when it is asked again, and ``files`` what it has
    to know of a folder; both are to be kept with the cursor. ``read`` are the files in which the records stood, in
    their order. ``unkept`` is the source's own promise that it has not kept yet, after the last page: the run can't
    count as complete then.
    """

    items: Sequence[Raw]
    next: str
    more: bool
    broken: Sequence[UnreadableFile] = ()
    memory: str | None = None
    files: FolderChanges = NO_CHANGES
    read: Sequence[ReadFile] = ()
    unkept: SourceFailed | None = None


class Reader(Protocol):
    """Reads one kind's records from where they are put out. Each question ends in a bounded time."""

    async def vouched_up_to(self) -> datetime | None:
        """The business time up to which everything is there by the source's own word.

        None for a source that has not said anything yet. What is read after this was asked holds all of
        that. Raises SourceFailed.
        """

    async def page(self, cursor: str | None) -> Page:
        """The records behind ``cursor``; the first ones without it. Raises SourceFailed."""
