"""The close of a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CloseDay:
    """What was due on the day was collected but for ``late``; ``counted`` is how much of each type that is."""

    day: date
    counted: Mapping[str, int]
    late: tuple[str, ...] = ()
