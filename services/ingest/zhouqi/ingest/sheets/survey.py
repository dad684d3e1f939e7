"""A look over a sheet before anything takes room for it: how far it reaches, and which cells hold no value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from zhouqi.ingest.sheets.bounds import Bounds
from zhouqi.ingest.sheets.refusal import RefusalCause, UnreadableWorkbook

Place: TypeAlias = tuple[int, int]
"""Row and column, both from 0."""
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


@dataclass(slots=True)
class Survey:
    """The cells that hold anything: the farthest row and column, and those cells that are no value.

    ``without_value`` are errors, such as #N/A, and formulas whose result was not stored: a reader shows
    both as empty cells, which they are not. ``dressed`` are numbers that show otherwise than their digits.
    """

    last: Place = (-1, -1)
    without_value: set[Place] = field(default_factory=set)
    dressed: set[Place] = field(default_factory=set)

    def hold(self, place: Place, bounds: Bounds) -> None:
        """A cell there holds something. Raises UnreadableWorkbook."""
        row, column = place
        self.last = (max(row, self.last[0]), max(column, self.last[1]))
        # The header's row is one more than the records'.
        if row > bounds.rows or column >= bounds.columns or self.cells > bounds.cells:
            raise UnreadableWorkbook(RefusalCause.TOO_LARGE)

    @property
    def cells(self) -> int:
        """The cells from the sheet's first one to the last one that holds anything: all take room."""
        return (self.last[0] + 1) * (self.last[1] + 1)


def survey(found: Iterable[tuple[str, Mapping[str, str]]], plain: Sequence[bool], bounds: Bounds) -> Survey:
    """Look over the elements of a sheet; ``plain`` are the styles that show digits alone. Raises UnreadableWorkbook."""
    made = Survey()
    row, column = -1, -1
    error = dressed = False
    for name, values in found:
        match name:
            case "row":
                row = read_number(values["r"]) - 1 if "r" in values else row + 1
                column, error, dressed = -1, False, False
            case "c":
                row, column = _place(values["r"]) if "r" in values else (row, column + 1)
                error = values.get("t") == "e"
                dressed = values.get("t", "n") == "n" and not _is_plain(values.get("s", "0"), plain)
            case "f":
                made.hold((row, column), bounds)
                made.without_value.add((row, column))
            case "v" | "is":
                made.hold((row, column), bounds)
                if error:
                    made.without_value.add((row, column))
                else:
                    made.without_value.discard((row, column))
                if dressed:
                    made.dressed.add((row, column))
            case _:
                pass
    return made


def _is_plain(style: str, plain: Sequence[bool]) -> bool:
    number = read_number(style)
    return number >= len(plain) or plain[number]


def read_number(text: str) -> int:
    """A number as XML has it. Raises UnreadableWorkbook."""
    if not (text.isascii() and text.isdigit() and len(text) <= 7):
        raise UnreadableWorkbook(RefusalCause.NO_WORKBOOK)
    return int(text)


def _place(text: str) -> Place:
    """Where ``XFD1048576`` is. Raises UnreadableWorkbook."""
    match = _REFERENCE.fullmatch(text)
    if match is None:
        raise UnreadableWorkbook(RefusalCause.NO_WORKBOOK)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1
