"""Business time of the embedded stack: it begins on the scenario's day and stands while the stack is down."""

import json
from datetime import UTC, datetime
from pathlib import Path

from zhouqi.events.clock import Anchor, FileClock, read_anchor, write_anchor

SCENARIO = datetime.fromisoformat("2026-10-30T23:00:00+08:00")
"""The evening of the scenario's day: its history is over."""
_DAY_SECONDS = 86_400.0


def factor(speed: float) -> float:
    """Business seconds per wall second, when a simulated day takes ``speed`` seconds; 0 lets time stand still."""
    return _DAY_SECONDS / speed if speed > 0 else 0.0


class BusinessTime:
    """The clock file of a stack, and the time beside it at which the next start goes on."""

    def __init__(self, clock: Path) -> None:
        self._clock = clock
        self._saved = clock.with_name("clock-saved.json")

    def begin(self, speed: float) -> datetime:
        """Anchor business time now, where it stood when the stack was last up; returns it."""
        business = max([SCENARIO, *self._known()])
        write_anchor(self._clock, Anchor(datetime.now(UTC), business, factor(speed)))
        self.save()
        return business

    def save(self) -> None:
        """Keep the present business time for the next start."""
        now = FileClock(self._clock).now()
        draft = self._saved.with_suffix(".draft")
        draft.write_text(json.dumps({"business": now.isoformat()}), encoding="utf-8")
        draft.replace(self._saved)

    def _known(self) -> list[datetime]:
        known = []
        if self._saved.exists():
            known.append(datetime.fromisoformat(json.loads(self._saved.read_bytes())["business"]))
        if self._clock.exists():
            known.append(read_anchor(self._clock).business)  # newer when it was set since the last save
        return known
