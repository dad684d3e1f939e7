"""Where the table of a sheet begins: its headers, below titles, in one row or two, by any name that clerks give them.

A row of headers is one in which every column of the kind is found. Of two rows, a group 投资 over 设备 and 研发, each
column may be called by the lower cell, by both together, or by the upper one where nothing stands below it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeAlias

from zhouqi.ingest.fields.columns import Column, Form, split_unit
from zhouqi.ingest.sheets.refusal import RefusalCause, UnreadableWorkbook

Grid: TypeAlias = Sequence[Sequence[object]]
_SEARCHED_ROWS: Final = 30
_MOST_HEADERS: Final = 256
_MOST_SIGNS: Final = 100
_TITLE_UNIT: Final = re.compile(r"单位:(元|千元|万元|百万元|亿元)(?![\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class Placed:
    """A field's column: its place from 0, its header as it stands there, the unit of its amounts."""

    field: str
    at: int
    header: str
    unit: str | None


@dataclass(frozen=True, slots=True)
class Layout:
    """The first and last row of the headers, from 0, and the columns."""

    first: int
    last: int
    columns: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class _Head:
    """What a row, or two, could be as headers: for each place the names that its column may be called by."""

    first: int
    last: int
    names: tuple[tuple[str, ...], ...]

    def shown(self, at: int) -> str:
        return " ".join(self.names[at][0].split())[:_MOST_SIGNS] if self.names[at] else ""


def find_layout(grid: Grid, columns: Sequence[Column]) -> Layout:
    """The headers that hold all of ``columns``, the topmost. Raises UnreadableWorkbook, naming what is missing."""
    missing = [column.header for column in columns]
    for head in _heads(grid):
        found = _match(head, columns)
        lacking = [column.header for column in columns if column.field not in found]
        if not lacking:
            return _placed(grid, head, columns, found)
        if len(lacking) < len(missing):
            missing = lacking
    raise UnreadableWorkbook(RefusalCause.NO_HEADER, "、".join(missing))


def likely_headers(grid: Grid, columns: Sequence[Column]) -> tuple[str, ...]:
    """What stands in the row that is likeliest to be the headers, for somebody who says which column is which."""
    heads = list(_heads(grid))
    if not heads:
        return ()
    best = max(heads, key=lambda head: (len(_match(head, columns)), sum(map(bool, head.names)), -head.last))
    return tuple(best.shown(at) for at in range(len(best.names)))[:_MOST_HEADERS]


def _heads(grid: Grid) -> Iterator[_Head]:
    """Each row, and then each two rows, from the top."""
    top = [_texts(row) for row in grid[: _SEARCHED_ROWS + 1]]
    width = max(map(len, top), default=0)
    top = [[*row, *[""] * (width - len(row))] for row in top]
    for number, row in enumerate(top[:_SEARCHED_ROWS]):
        if any(row):
            yield _Head(number, number, tuple((text,) if text else () for text in row))
    for number, (upper, lower) in enumerate(pairwise(top)):
        if any(upper) and any(lower):
            yield _Head(number, number + 1, _two_rows(upper, lower))


def _two_rows(upper: Sequence[str], lower: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The names that each column may have; a group is merged over its columns and stands in the first of them."""
    names: list[tuple[str, ...]] = []
    group = ""
    for above, below in zip(upper, lower, strict=True):
        group = above or group
        if below:
            names.append((below, f"{split_unit(group)[0]}{below}") if group else (below,))
        else:
            names.append((above,) if above else ())
    return tuple(names)


def _match(head: _Head, columns: Sequence[Column]) -> Mapping[str, list[int]]:
    """Field -> the places of its columns. The county's own header goes before what clerks call it."""
    places: dict[str, list[int]] = {}
    for at, names in enumerate(head.names):
        for name in dict.fromkeys(split_unit(one)[0] for one in names):
            places.setdefault(name, []).append(at)
    found: dict[str, list[int]] = {}
    for column in columns:
        own = places.get(split_unit(column.header)[0], [])
        called = [at for name in column.synonyms for at in places.get(split_unit(name)[0], [])]
        if at_all := own or sorted(set(called)):
            found[column.field] = at_all
    return found


def _placed(grid: Grid, head: _Head, columns: Sequence[Column], found: Mapping[str, Sequence[int]]) -> Layout:
    twice = [column.header for column in columns if len(found[column.field]) > 1]
    if twice:
        raise UnreadableWorkbook(RefusalCause.COLUMN_TWICE, "、".join(twice))
    placed = [
        Placed(column.field, (at := found[column.field][0]), head.shown(at), _unit(grid, head, at))
        for column in columns
    ]
    without = [
        one.header
        for one, column in zip(placed, columns, strict=True)
        if column.form is Form.AMOUNT and one.unit is None
    ]
    if without:
        raise UnreadableWorkbook(RefusalCause.NO_UNIT, "、".join(without))
    return Layout(head.first, head.last, tuple(placed))


def _unit(grid: Grid, head: _Head, at: int) -> str | None:
    """The unit that the column's header names, or the group above it, or the one that the title names for all."""
    for name in head.names[at]:
        if unit := split_unit(name)[1]:
            return unit
    for row in range(head.last - 1, max(head.first - 2, -1), -1):
        above = _texts(grid[row])
        group = next((text for text in reversed(above[: at + 1]) if text), "")
        name, unit = split_unit(group)
        if name and unit:
            return unit
    said = {
        unit
        for row in grid[: head.first]
        for text in _texts(row)
        for unit in _TITLE_UNIT.findall("".join(unicodedata.normalize("NFKC", text).split()))
    }
    return said.pop() if len(said) == 1 else None


def _texts(row: Sequence[object]) -> list[str]:
    return [cell.strip() if isinstance(cell, str) else "" for cell in row]
