"""The growth of costs as a picture: both axes logarithmic, so that a cost that stays is a level line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import ceil, floor, log10
from typing import Final, TypeAlias

from tests.benchmarks.measure import Figure
from tests.benchmarks.report import number

Line: TypeAlias = Sequence[tuple[int, float]]
_COLOURS: Final = ("#0b6e99", "#c0392b", "#2e7d32", "#8e5ea2", "#b8860b", "#37474f")
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 720, 420, 70, 110, 30, 50


def svg(figures: Iterable[Figure]) -> str:
    """The figures named ``growth-<what>-<size>``, a line for each what."""
    lines: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for figure in figures:
        if figure.name.startswith("growth-"):
            what, _, size = figure.name.removeprefix("growth-").rpartition("-")
            lines[what].append((int(size), figure.value))
    return _Picture(lines).drawn()


class _Picture:
    def __init__(self, lines: Mapping[str, Line]) -> None:
        self._lines = lines
        sizes = [size for line in lines.values() for size, _ in line]
        costs = [cost for line in lines.values() for _, cost in line]
        self._sizes = sorted(set(sizes))
        self._x = log10(min(sizes)), max(log10(max(sizes)), log10(min(sizes)) + 1e-9)
        self._y = floor(log10(min(costs))), ceil(log10(max(costs)) + 1e-9)

    def drawn(self) -> str:
        parts = [
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}"'
                ' font-family="sans-serif" font-size="12">'
            ),
            f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>',
            f'<text x="{_LEFT}" y="18">Cost of one event or command (µs) by events that are there already</text>',
            *self._grid(),
            *(self._line(place, what) for place, what in enumerate(self._lines)),
            "</svg>",
        ]
        return "\n".join(parts) + "\n"

    def _grid(self) -> Iterable[str]:
        for power in range(self._y[0], self._y[1] + 1):
            y = self._at_y(10.0**power)
            yield f'<path d="M{_LEFT} {y:.0f}H{_WIDTH - _RIGHT}" stroke="#ddd"/>'
            yield f'<text x="{_LEFT - 8}" y="{y + 4:.0f}" text-anchor="end">{10.0**power:,.6g}</text>'
        for size in self._sizes:
            x = self._at_x(size)
            yield f'<path d="M{x:.0f} {_TOP}V{_HEIGHT - _BOTTOM}" stroke="#ddd"/>'
            yield f'<text x="{x:.0f}" y="{_HEIGHT - _BOTTOM + 20}" text-anchor="middle">{size:,}</text>'

    def _line(self, place: int, what: str) -> str:
        colour = _COLOURS[place % len(_COLOURS)]
        points = [(self._at_x(size), self._at_y(cost)) for size, cost in self._lines[what]]
        path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        x, y = points[-1]
        cost = number(self._lines[what][-1][1])
        return (
            f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
            f'<text x="{x + 6:.0f}" y="{y + 4:.0f}" fill="{colour}">{what} {cost}</text>'
        )

    def _at_x(self, size: int) -> float:
        low, high = self._x
        return _LEFT + (log10(size) - low) / (high - low) * (_WIDTH - _LEFT - _RIGHT)

    def _at_y(self, cost: float) -> float:
        low, high = self._y
        return _HEIGHT - _BOTTOM - (log10(cost) - low) / (high - low) * (_HEIGHT - _TOP - _BOTTOM)
