"""What is known of an open spell, as numbers a hazard depends on; and what each number is about. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from zhouqi.warning.forecast.spells import NEVER, Flags, Floats, Ints, SpellTable

STAGE: Final = "stage"
OPEN_FOR: Final = "open_for"
DUE_IN: Final = "due_in"
TERM: Final = "term"
PREVIOUS: Final = "previous_late"
EXTENSIONS: Final = "extensions"
_RARE: Final = 20
"""A trait that fewer spells have tells nothing; one that all have but fewer than so many neither."""


@dataclass(frozen=True, slots=True)
class Covariates:
    """The columns of a model: ``about`` says of each what it is about. Traits come last, one column each."""

    stages: tuple[str, ...]
    traits: tuple[str, ...]

    @staticmethod
    def of(table: SpellTable, day: int) -> Covariates:
        """Those that can be learned from what had begun by ``day``."""
        begun = table.has[table.begins <= day]
        counted = begun.sum(axis=0)
        common = np.flatnonzero((counted >= _RARE) & (counted <= len(begun) - _RARE))
        return Covariates(table.stages, tuple(table.traits[place] for place in common))

    @property
    def about(self) -> tuple[str, ...]:
        """What each column is about: the stage, one of the names above, or a trait."""
        per_stage = (STAGE, OPEN_FOR, DUE_IN) * len(self.stages)
        shared = (OPEN_FOR,) * 3 + (TERM,) * 2 + (DUE_IN,) * 6 + (PREVIOUS,) * 3 + (EXTENSIONS,)
        return (*per_stage, *shared, *self.traits)

    def rows(self, table: SpellTable, rows: Ints, known: int, day: int) -> Floats:
        """The columns of ``rows`` as they will be on ``day``, by what was known on the day ``known``, not later."""
        columns = _Columns(table, rows, known, day)
        shared = [*columns.open_for(), *columns.term(), *columns.due_in(), *columns.previous()]
        shared.append(np.minimum(table.extensions_on(rows, known), 3).astype(np.float64))
        traits = table.has[rows][:, [trait in self.traits for trait in table.traits]]
        found: Floats = np.column_stack([*columns.per_stage(self.stages), *shared, traits]).astype(np.float64)
        return found


class _Columns:
    """Ages and distances in days, bent where a day more ceases to mean the same."""

    def __init__(self, table: SpellTable, rows: Ints, known: int, day: int) -> None:
        self._table = table
        self._rows = rows
        self._age = (day - table.begins[rows]).astype(np.float64)
        due = table.due_on(rows, known)
        self._has_due: Flags = due != NEVER
        self._left = np.where(self._has_due, due - day, 0).astype(np.float64)
        self._term = np.where(self._has_due, np.maximum(due - table.begins[rows], 1), 0).astype(np.float64)
        self._known = known

    def per_stage(self, stages: tuple[str, ...]) -> list[Floats]:
        """Each stage has a level of its own, and its own ways of growing old and of coming to its due day."""
        columns = []
        for place in range(len(stages)):
            of = (self._table.stage[self._rows] == place).astype(np.float64)
            columns += [of, of * np.log1p(self._age), of * np.clip(self._left, -365, 365) / 180]
        return columns

    def open_for(self) -> list[Floats]:
        """How long it has been open."""
        return [np.log1p(self._age), np.minimum(self._age, 365) / 100, np.minimum(self._age, 1095) / 300]

    def term(self) -> list[Floats]:
        """How long it was to take."""
        return [self._has_due.astype(np.float64), np.log1p(self._term)]

    def due_in(self) -> list[Floats]:
        """How far off its due day is, or how long past; and how much of its term is used."""
        used = np.where(self._has_due, self._age / np.maximum(self._term, 1), 0)
        return [
            np.clip(self._left, -365, 365) / 180,
            np.clip(self._left, -90, 90) / 90,
            np.clip(-self._left, 0, 730) / 365,
            (self._left < 0).astype(np.float64),
            np.clip(used, 0, 4),
            np.clip(used, 0, 1),
        ]

    def previous(self) -> list[Floats]:
        """How late the stage before was, and how long after it this one began; nothing before it was reached."""
        reached = self._table.previous_reached[self._rows]
        has = reached <= self._known
        late = np.where(has, np.clip(reached - self._table.previous_due[self._rows], -365, 730), 0) / 180
        gap = np.where(has, np.clip(self._table.begins[self._rows] - reached, -60, 365), 0) / 180
        return [has.astype(np.float64), late, gap]
