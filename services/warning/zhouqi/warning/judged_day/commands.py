"""The command that closes a judged day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CloseJudgedDay:
    """Close the day; ``counted`` is how many events of each type had been written by then."""

    date: date
    counted: Mapping[str, int]
