"""Spells: stages of projects as times to an event, as far as they were known on a day. Pure.

A spell is *open* until its milestone is reached; it is *censored* where that had not happened by the day on which
one looks, and it may *end* without the milestone, by termination. Nothing here looks beyond the day it is asked of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from zhouqi.warning.stalls.episodes import DueStep

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

NEVER: Final = date.max.toordinal()
"""Later than every day that is asked of."""


@dataclass(frozen=True, slots=True)
class Previous:
    """The stage before: when it was ``due`` and ``reached``."""

    due: date
    reached: date


@dataclass(frozen=True, slots=True)
class Spell:
    """One stage of one project: from the day it ``begins`` until its milestone is ``reached`` or the project ``ended``.

    ``due`` are its due days in the order in which they became known. ``traits`` are names.
    """

    stage: str
    begins: date
    due: tuple[DueStep, ...] = ()
    reached: date | None = None
    ended: date | None = None
    previous: Previous | None = None
    traits: frozenset[str] = frozenset()


class SpellTable:
    """Spells as columns; days are ordinals, ``NEVER`` where there is none.

    ``stages`` are those of the spells unless they are given. A model speaks of tables with the same stages as the one
    that it was learned from, and at least its traits.
    """

    def __init__(self, spells: Sequence[Spell], stages: Sequence[str] | None = None) -> None:
        self.spells: Final = tuple(spells)
        self.stages: Final = tuple(sorted({one.stage for one in spells}) if stages is None else stages)
        places = {stage: place for place, stage in enumerate(self.stages)}
        self.stage: Final = _ints([places[one.stage] for one in spells])
        self.begins: Final = _ints([one.begins.toordinal() for one in spells])
        self.reached: Final = _ints([_ordinal(one.reached) for one in spells])
        self.ended: Final = _ints([_ordinal(one.ended) for one in spells])
        self.closed: Final = np.minimum(self.reached, self.ended)
        """The first day on which the spell is open no more."""
        self.previous_due: Final = _ints(
            [NEVER if one.previous is None else one.previous.due.toordinal() for one in spells]
        )
        self.previous_reached: Final = _ints(
            [NEVER if one.previous is None else one.previous.reached.toordinal() for one in spells]
        )
        self.traits: Final = tuple(sorted(frozenset().union(*(one.traits for one in spells))))
        self.has: Final = np.array(
            [[trait in one.traits for trait in self.traits] for one in spells], dtype=np.float64
        ).reshape(len(spells), len(self.traits))
        """Which of the ``traits`` each has, as 0 and 1."""
        widest = max((len(one.due) for one in spells), default=0)
        self._since = np.full((len(spells), max(widest, 1)), NEVER, dtype=np.int64)
        self._due = np.full_like(self._since, NEVER)
        for row, one in enumerate(spells):
            for column, step in enumerate(one.due):
                self._since[row, column] = step.since.toordinal()
                self._due[row, column] = step.due.toordinal()

    def open_on(self, day: int) -> Ints:
        """The rows of the spells that have begun by the end of ``day`` and were still open then."""
        return np.flatnonzero((self.begins <= day) & (self.closed > day))

    def due_on(self, rows: Ints, day: int) -> Ints:
        """The due days as known on ``day``."""
        known = np.full(len(rows), NEVER, dtype=np.int64)
        for column in range(self._since.shape[1]):
            known = np.where(self._since[rows, column] <= day, self._due[rows, column], known)
        return known

    def extensions_on(self, rows: Ints, day: int) -> Ints:
        """How often the due day had been moved by ``day``."""
        known: Ints = np.maximum((self._since[rows] <= day).sum(axis=1) - 1, 0)
        return known


def _ordinal(day: date | None) -> int:
    return NEVER if day is None else day.toordinal()


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, dtype=np.int64)
