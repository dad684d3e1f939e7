"""Fills the drop folders with what their systems have put out."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from zhouqi.sources.deliveries import Feed, Kind
from zhouqi.sources.drops.folder import Folder, put_whole
from zhouqi.sources.drops.sheets import SHEETS
from zhouqi.sources.drops.workbook import workbook
from zhouqi.sources.serving.batch_sizes import BatchSizes
from zhouqi.sources.serving.channel import ChannelDownError

__all__ = ["Drops"]

LARGEST_FILE = 500
"""Rows in one workbook."""

ORIGIN = ".county"
"""The file that names the county whose workbooks these are."""


class Drops:
    """The channel of acceptances, inputs and payments: workbooks in one folder for each.

    `county` names what is put out: a folder that holds another county's workbooks is left alone.
    """

    def __init__(self, path: Path, county: str, feeds: Mapping[Kind, Feed], sizes: BatchSizes) -> None:
        self._path = path
        self._county = county
        self._feeds = feeds
        self._sizes = sizes
        self._folders = [Folder(path / sheet.kind, sheet) for sheet in SHEETS]
        self._positions: dict[Kind, int] = {}

    @property
    def name(self) -> str:
        """Answer what logs call it."""
        return "the drop folder"

    def behind(self, now: datetime) -> bool:
        """Answer whether a row that is due by `now` is missing, as far as is known."""
        return any(
            self._feeds[sheet.kind].count(now) > self._positions.get(sheet.kind, 0) for sheet in SHEETS
        )

    async def publish(self, now: datetime) -> None:
        """Drop workbooks of the rows due by `now`, then each folder's word. Raises `WireDownError`."""
        try:
            self._open()
            for folder in self._folders:
                while await self._file(folder, now):
                    pass
                await asyncio.to_thread(folder.say, now)
        except OSError as error:
            self._positions.clear()
            raise ChannelDownError(f"{self.name} {self._path}: {error.strerror}") from error

    async def close(self) -> None:
        """Hold nothing open."""
        self._positions.clear()

    def _open(self) -> None:
        """Look what is there, once, and again after a failure."""
        if self._positions:
            return
        self._path.mkdir(parents=True, exist_ok=True)
        origin = self._path / ORIGIN
        if not origin.exists():
            put_whole(origin, self._county.encode())
        elif (other := origin.read_text("utf-8")) != self._county:
            raise ChannelDownError(f"{self._path} holds the workbooks of another county, {other}")
        self._positions = {folder.sheet.kind: folder.open() for folder in self._folders}

    async def _file(self, folder: Folder, now: datetime) -> bool:
        """Drop the next workbook, if there are rows for one; answer whether there are more."""
        kind = folder.sheet.kind
        feed, start = self._feeds[kind], self._positions[kind]
        rows = feed.page(start, self._sizes.at_most(LARGEST_FILE, kind, start), now)
        if not rows:
            return False
        content = await asyncio.to_thread(workbook, folder.sheet, rows)
        await asyncio.to_thread(folder.put, start, len(rows), content)
        self._positions[kind] = start + len(rows)
        return self._positions[kind] < feed.count(now)
