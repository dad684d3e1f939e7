"""Measure a subject and its raw limit in interleaved rounds, so that a machine that slows down slows both."""

from __future__ import annotations

import gc
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter
from typing import TypeAlias

Side: TypeAlias = Callable[[int], Awaitable[float]]
"""One round: its value, such as events per second. Told the round's number; 0 is the warm-up."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What a figure has to reach: of the ratio, of the value, or a value that it must not pass."""

    ratio: float | None = None
    least: float | None = None
    most: float | None = None

    def __str__(self) -> str:
        said = []
        if self.ratio is not None:
            said.append(f"ratio ≥ {self.ratio:g}")
        if self.least is not None:
            said.append(f"≥ {self.least:,.6g}")
        if self.most is not None:
            said.append(f"≤ {self.most:,.6g}")
        return ", ".join(said)


NO_BAR = Bar()


@dataclass(frozen=True, slots=True)
class Figure:
    """One result. ``limit`` is the raw limit in the same unit, ``ratio`` the median of value / limit.

    ``spread`` says between what the ratios (or, without a limit, the values) of the rounds lay.
    """

    name: str
    value: float
    unit: str
    limit: float | None = None
    ratio: float | None = None
    bar: Bar = NO_BAR
    spread: tuple[float, float] | None = None
    note: str = ""

    @property
    def passes(self) -> bool:
        """Whether it reaches its bar."""
        bar = self.bar
        return (
            (bar.ratio is None or (self.ratio is not None and self.ratio >= bar.ratio))
            and (bar.least is None or self.value >= bar.least)
            and (bar.most is None or self.value <= bar.most)
        )


@dataclass(slots=True)
class Pair:
    """The rounds of a subject and of its limit, in the order in which they were taken."""

    values: list[float] = field(default_factory=list)
    limits: list[float] = field(default_factory=list)

    @property
    def ratios(self) -> list[float]:
        """Value over limit, round by round."""
        return [value / limit for value, limit in zip(self.values, self.limits, strict=True)]

    def figure(self, name: str, unit: str, bar: Bar = NO_BAR, note: str = "") -> Figure:
        """The medians."""
        ratios = self.ratios
        return Figure(
            name,
            median(self.values),
            unit,
            median(self.limits),
            median(ratios),
            bar,
            (min(ratios), max(ratios)),
            note,
        )


async def interleaved(rounds: int, subject: Side, limit: Side) -> Pair:
    """Both by turns: a round of each that does not count, then A B, B A, A B, …"""
    pair = Pair()
    for number in range(rounds + 1):
        if number % 2:
            value, bound = await _one(subject, number), await _one(limit, number)
        else:
            bound, value = await _one(limit, number), await _one(subject, number)
        if number:
            pair.values.append(value)
            pair.limits.append(bound)
    return pair


async def rate(count: int, work: Awaitable[object]) -> float:
    """``count`` over the seconds that ``work`` takes."""
    begin = perf_counter()
    await work
    return count / (perf_counter() - begin)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of ``values`` that at least ``share`` of them do not pass."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1))]


async def _one(side: Side, number: int) -> float:
    gc.collect()
    gc.freeze()  # what this program holds ready is not for the measured side's collections to walk through
    try:
        return await side(number)
    finally:
        gc.unfreeze()
