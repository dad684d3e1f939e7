"""Numbers that are missing from a sequence that a source promised to be one: remembered, never skipped. Pure.

A row's number is given before its row can be seen, so a higher number may be there first. Every number up
to the last one read was either read or stands in a gap; what comes into a gap later is read when it comes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import msgspec

MOST_GAPS: Final = 1000


@dataclass(frozen=True, slots=True)
class Gap:
    """The numbers ``first`` to ``last`` were not there when they were first missed."""

    first: int
    last: int
    missed_at: datetime


class SequenceMemory(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is known of a sequence beside the last number read: its gaps, and how the last row looked."""

    gaps: tuple[Gap, ...] = ()
    mark: str | None = None

    def encode(self) -> str:
        """As it is kept beside the cursor."""
        return msgspec.json.encode(self).decode()

    @classmethod
    def decode(cls, kept: str | None) -> SequenceMemory:
        """What :meth:`encode` kept; nothing is known of a sequence that was never read."""
        return msgspec.json.decode(kept, type=cls) if kept else cls()


def without(gaps: Iterable[Gap], come: Iterable[int]) -> list[Gap]:
    """What is left of ``gaps`` once the numbers ``come`` were read."""
    left = list(gaps)
    for number in come:
        split: list[Gap] = []
        for gap in left:
            if not gap.first <= number <= gap.last:
                split.append(gap)
                continue
            if gap.first < number:
                split.append(Gap(gap.first, number - 1, gap.missed_at))
            if number < gap.last:
                split.append(Gap(number + 1, gap.last, gap.missed_at))
        left = split
    return left


def gaps_among(after: int, numbers: Sequence[int], now: datetime) -> list[Gap]:
    """The gaps among ``numbers``, which ascend and follow on ``after``."""
    pairs = zip((after, *numbers), numbers, strict=False)
    return [Gap(before + 1, number - 1, now) for before, number in pairs if number - before > 1]


def newest_gaps(gaps: Sequence[Gap]) -> tuple[Gap, ...]:
    """As many as are remembered: of a source that leaves out very many, those with the highest numbers."""
    return tuple(sorted(gaps, key=lambda gap: gap.first)[-MOST_GAPS:])


def first_fresh(gaps: Iterable[Gap], now: datetime, patience: timedelta) -> Gap | None:
    """The first gap that was missed less than ``patience`` ago; its numbers may still come."""
    return next((gap for gap in gaps if now - gap.missed_at < patience), None)
