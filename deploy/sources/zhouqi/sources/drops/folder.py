"""A folder that workbooks are dropped into: what is there, and how something gets there whole."""

import json
import os
import re
from datetime import datetime
from pathlib import Path

from zhouqi.sources.deliveries import SHANGHAI
from zhouqi.sources.drops.sheets import Sheet

__all__ = ["DELIVERED", "Folder", "put_whole"]

DELIVERED = "delivered.json"
PART = ".part"
"""Ends the name of what is not yet whole."""


class Folder:
    """The folder of one kind of workbooks."""

    def __init__(self, path: Path, sheet: Sheet) -> None:
        self.path = path
        self.sheet = sheet
        self._name = re.compile(re.escape(sheet.title) + r"_(\d{9})-(\d{9})\.xlsx")
        self._said: datetime | None = None

    def open(self) -> int:
        """Make the folder, clear away what was left half written, and answer how many rows are put out.

        Raises `OSError`.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        for left in self.path.glob(f".*{PART}"):
            left.unlink()
        self._said = _said(self.path / DELIVERED)
        files = (self._name.fullmatch(entry.name) for entry in self.path.iterdir())
        return max((int(name[2]) + 1 for name in files if name is not None), default=0)

    def put(self, first: int, rows: int, content: bytes) -> None:
        """Drop a workbook whose first row stands at position `first` of the feed. Raises `OSError`."""
        name = f"{self.sheet.title}_{first:09d}-{first + rows - 1:09d}.xlsx"
        put_whole(self.path / name, content)

    def say(self, up_to: datetime) -> None:
        """Say that everything put out by `up_to` is there, unless a later time was said. Raises `OSError`."""
        if self._said is None or self._said < up_to:
            text = json.dumps({"up_to": up_to.astimezone(SHANGHAI).isoformat()})
            put_whole(self.path / DELIVERED, text.encode())
            self._said = up_to


def put_whole(path: Path, content: bytes) -> None:
    """Write a file beside and rename it, so that a reader, even after a loss of power, sees all of it or nothing."""
    beside = path.with_name(f".{path.name}{PART}")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def _said(path: Path) -> datetime | None:
    """Answer what was said last; nothing when the file is missing or was spoilt."""
    try:
        return datetime.fromisoformat(json.loads(path.read_bytes())["up_to"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
