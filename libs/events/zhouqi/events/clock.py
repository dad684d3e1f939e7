"""Domain time is a setting: the system's clock, or a simulated one that all processes share.

Tokens, locks, retries and heartbeats use the wall clock instead.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

COUNTY_ZONE = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    """Where domain code's callers get the time from."""

    def now(self) -> datetime:
        """The business time, aware, in UTC."""

    def today(self) -> date:
        """Its date in the county (Asia/Shanghai)."""


def county_day(at: datetime) -> date:
    """The county's day of a time (Asia/Shanghai)."""
    return at.astimezone(COUNTY_ZONE).date()


class SystemClock:
    """Business time is the machine's time."""

    def now(self) -> datetime:
        """The business time, aware, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """Its date in the county (Asia/Shanghai)."""
        return county_day(self.now())


@dataclass(frozen=True, slots=True)
class Anchor:
    """At ``wall`` it was ``business``, and ``factor`` business seconds pass in a wall second."""

    wall: datetime
    business: datetime
    factor: float

    def at(self, wall: datetime) -> datetime:
        """The business time at a wall time."""
        return self.business + (wall - self.wall) * self.factor


class FileClock:
    """Business time by an anchor in a file, read anew whenever the file was replaced."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, int] | None = None
        self._anchor: Anchor | None = None

    def now(self) -> datetime:
        """The business time, aware, in UTC. Raises FileNotFoundError and ValueError."""
        return self.anchor().at(datetime.now(UTC)).astimezone(UTC)

    def today(self) -> date:
        """Its date in the county (Asia/Shanghai)."""
        return county_day(self.now())

    def anchor(self) -> Anchor:
        """The anchor in force."""
        status = self._path.stat()
        seen = (status.st_ino, status.st_mtime_ns)
        if self._anchor is None or seen != self._seen:
            self._anchor = read_anchor(self._path)
            self._seen = seen
        return self._anchor

    def set(self, business: datetime, factor: float | None = None) -> None:
        """Make it ``business`` now, for every process; the factor stays unless given."""
        kept = self.anchor().factor if factor is None else factor
        write_anchor(self._path, Anchor(datetime.now(UTC), business, kept))


def read_anchor(path: Path) -> Anchor:
    """The anchor in a file. Raises FileNotFoundError and ValueError."""
    raw = json.loads(path.read_text())
    wall, business = (datetime.fromisoformat(raw[name]) for name in ("wall", "business"))
    if wall.tzinfo is None or business.tzinfo is None:
        raise ValueError(f"{path.name}: times without a zone")
    return Anchor(wall, business, float(raw["factor"]))


def write_anchor(path: Path, anchor: Anchor) -> None:
    """Replace the file in one step, so that no reader sees half of it."""
    draft = path.with_suffix(f".{os.getpid()}.draft")
    draft.write_text(
        json.dumps(
            {
                "wall": anchor.wall.isoformat(),
                "business": anchor.business.isoformat(),
                "factor": anchor.factor,
            }
        )
    )
    draft.replace(path)


def clock_from(setting: str) -> SystemClock | FileClock:
    """The clock that a setting names: ``system`` or ``file:<path>``. Raises ValueError."""
    if setting == "system":
        return SystemClock()
    kind, _, path = setting.partition(":")
    if kind == "file" and path:
        return FileClock(Path(path))
    raise ValueError(f"no such clock: {setting!r}; it is 'system' or 'file:<path>'")
