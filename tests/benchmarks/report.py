"""Figures as a table for people and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.benchmarks.measure import Figure

HEAD = ("figure", "value", "unit", "limit", "ratio", "between", "to reach", "")


def table(figures: Iterable[Figure]) -> str:
    """A line for each figure, with what it has to reach."""
    lines = [HEAD, *(_line(figure) for figure in figures)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    right = {1, 3, 4}
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def markdown(figures: Iterable[Figure]) -> str:
    """The same as a table of Markdown."""
    lines = [HEAD[:-1], tuple("-" for _ in HEAD[:-1]), *(_line(figure)[:-1] for figure in figures)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def write(path: Path, figures: Sequence[Figure]) -> None:
    """``[{"name", "value", "unit", "limit", "ratio"}]``."""
    content = [
        {
            "name": figure.name,
            "value": round(figure.value, 4),
            "unit": figure.unit,
            "limit": None if figure.limit is None else round(figure.limit, 4),
            "ratio": None if figure.ratio is None else round(figure.ratio, 4),
        }
        for figure in figures
    ]
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def _line(figure: Figure) -> tuple[str, ...]:
    verdict = "" if not str(figure.bar) else "reached" if figure.passes else "MISSED"
    return (
        figure.name,
        number(figure.value),
        figure.unit,
        "–" if figure.limit is None else number(figure.limit),
        "–" if figure.ratio is None else f"{figure.ratio:.2f}",
        "–" if figure.spread is None else f"{number(figure.spread[0])} … {number(figure.spread[1])}",
        str(figure.bar) or "–",
        " ".join(part for part in (verdict, figure.note) if part),
    )


def number(value: float) -> str:
    """Three digits that count, and no more than there is to say."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
