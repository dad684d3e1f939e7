"""Folders into which Excel files are dropped: read file by file in the order of their names, each once."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from zhouqi.ingest.kinds import Drops
from zhouqi.ingest.wires.page import PAGE, Broken, Page, Raw, SourceFailed
from zhouqi.ingest.wires.workbook import Unreadable, rows_of

_SUFFIX = ".xlsx"
_MOST_FILES = 100
_DELIVERED = "delivered.json"
_MOST_WORD_BYTES = 10_000


class DropsReader:
    """Reads one folder; the cursor is the name of the last file read.

    Files are written beside and renamed in, so a name that is there is whole. One that is no workbook
    is reported as broken and passed: it will not get better.
    """

    def __init__(self, folder: Path, wire: Drops) -> None:
        self._folder = folder / wire.folder
        self._wire = wire

    async def up_to(self) -> datetime | None:
        """What ``delivered.json`` says. Raises SourceFailed."""
        return await asyncio.to_thread(self._up_to)

    async def page(self, cursor: str | None) -> Page:
        """The next files, about 500 rows. Raises SourceFailed."""
        return await asyncio.to_thread(self._page, cursor or "")

    def _up_to(self) -> datetime | None:
        path = self._folder / _DELIVERED
        try:
            with path.open("rb") as file:
                said = json.loads(file.read(_MOST_WORD_BYTES))["up_to"]
            up_to = datetime.fromisoformat(said)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise SourceFailed("unreachable", type(error).__name__) from error
        except (ValueError, KeyError, TypeError) as error:
            raise SourceFailed("malformed", _DELIVERED) from error
        if up_to.tzinfo is None:
            raise SourceFailed("malformed", _DELIVERED)
        return up_to

    def _page(self, after: str) -> Page:
        items: list[Raw] = []
        broken: list[Broken] = []
        last, names = after, self._names(after)
        for number, path in enumerate(names, start=1):
            try:
                items += rows_of(path, self._wire.headers)
            except Unreadable as what:
                broken.append(Broken(path.name, what.cause))
            except OSError as error:
                raise SourceFailed("unreachable", type(error).__name__) from error
            last = path.name
            if len(items) >= PAGE or number == _MOST_FILES:
                return Page(items, last, next(names, None) is not None, tuple(broken))
        return Page(items, last, more=False, broken=tuple(broken))

    def _names(self, after: str) -> Iterator[Path]:
        try:
            entries = sorted(self._folder.iterdir())
        except OSError as error:
            raise SourceFailed("unreachable", type(error).__name__) from error
        return (
            path
            for path in entries
            if path.suffix == _SUFFIX and not path.name.startswith((".", "~$")) and path.name > after
        )
