"""Business time: which instant it is in the simulated county.

Given as text: `system`; `at:2026-10-30T18:00:00+08:00`, where time stands; or `file:/path` of a JSON object
`{"wall": iso, "business": iso, "factor": number}`: business time = business + (now - wall) x factor.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

__all__ = ["Clock", "ClockUnreadableError", "FileClock", "FixedClock", "SystemClock", "clock_from"]


class ClockUnreadableError(Exception):
    """The clock's file is missing or says nothing usable; the message names it and says why."""


class Clock(Protocol):
    """Something that knows the business time."""

    def now(self) -> datetime:
        """Answer the business time, aware. Raises `ClockUnreadableError`."""
        ...


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """Answer the machine's time."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A time that stands still."""

    instant: datetime

    def now(self) -> datetime:
        """Answer the same instant every time."""
        return self.instant


class Anchors(BaseModel):
    """What a clock file says; unknown keys are left to those who wrote them."""

    model_config = ConfigDict(frozen=True)

    wall: AwareDatetime
    business: AwareDatetime
    factor: float = Field(ge=0, allow_inf_nan=False)


class FileClock:
    """A business time computed from the anchors in a file, read anew whenever the file changes.

    Whoever writes the file replaces it whole (write beside it, then rename).
    """

    def __init__(self, path: Path, wall: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._path = path
        self._wall = wall
        self._mark: tuple[int, int, int] | None = None
        self._anchors: Anchors | None = None

    def now(self) -> datetime:
        """Answer the business time now. Raises `ClockUnreadableError`."""
        anchors = self._read()
        return anchors.business + (self._wall() - anchors.wall) * anchors.factor

    def _read(self) -> Anchors:
        try:
            status = self._path.stat()
            mark = status.st_mtime_ns, status.st_size, status.st_ino
            if self._anchors is None or mark != self._mark:
                self._anchors = Anchors.model_validate_json(self._path.read_bytes())
                self._mark = mark
        except (OSError, ValidationError) as error:
            raise ClockUnreadableError(f"the clock file {self._path} can't be used: {error}") from error
        return self._anchors


def clock_from(text: str) -> Clock:
    """Answer the clock that a setting names. Raises `ValueError` when it names none."""
    form, _, rest = text.partition(":")
    match form:
        case "system" if not rest:
            return SystemClock()
        case "at":
            instant = datetime.fromisoformat(rest)
            if instant.tzinfo is None:
                raise ValueError(f"the fixed time {rest} lacks its offset, such as +08:00")
            return FixedClock(instant)
        case "file" if rest:
            return FileClock(Path(rest))
        case _:
            raise ValueError(f"a clock is system, at:TIME or file:PATH, not {text!r}")
