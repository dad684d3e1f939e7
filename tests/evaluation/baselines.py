"""What a forecast has to be better than: the due day, the due day and the usual delay, the usual course of a stage."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zhouqi.warning.forecast.spells import NEVER, Flags, Floats, Ints, SpellTable

HORIZON = 180


@dataclass(frozen=True, slots=True)
class Forecasts:
    """The probability that each is reached within ``HORIZON`` days, and what orders them: more is later."""

    chance: Floats
    later: Floats


def due_day(table: SpellTable, rows: Ints, day: int) -> Forecasts:
    """It is reached on its due day."""
    return _on(table.due_on(rows, day).astype(np.float64), day)


def due_and_median(table: SpellTable, rows: Ints, day: int) -> Forecasts:
    """It is reached as late after its due day as those of its stage that were reached by ``day``, in the median."""
    due = table.due_on(rows, day).astype(np.float64)
    for place in range(len(table.stages)):
        done = np.flatnonzero((table.stage == place) & (table.reached <= day))
        known = table.due_on(done, day)
        if (known != NEVER).any():
            late = (table.reached[done] - known)[known != NEVER]
            due[table.stage[rows] == place] += float(np.median(late))
    return _on(due, day)


def conditional_kaplan_meier(table: SpellTable, rows: Ints, day: int) -> Forecasts:
    """It goes on as those of its stage that were open as long; what was open on ``day`` is censored."""
    chance = np.zeros(len(rows))
    for place in range(len(table.stages)):
        begun = np.flatnonzero((table.stage == place) & (table.begins <= day))
        closed = table.closed[begun]
        times = np.minimum(closed, day) - table.begins[begun]
        reached = (table.reached[begun] <= day) & (table.reached[begun] <= table.ended[begun])
        borders, survival = _kaplan_meier(times, reached)
        of = np.flatnonzero(table.stage[rows] == place)
        age = day - table.begins[rows[of]]
        now = survival[np.searchsorted(borders, age, side="right") - 1]
        then = survival[np.searchsorted(borders, age + HORIZON, side="right") - 1]
        chance[of] = np.where(now > 0, 1 - then / np.maximum(now, 1e-12), 0.5)
    return Forecasts(chance, -chance)


def _on(expected: Floats, day: int) -> Forecasts:
    return Forecasts((expected <= day + HORIZON).astype(np.float64), expected)


def _kaplan_meier(times: Ints, reached: Flags) -> tuple[Ints, Floats]:
    borders = np.unique(times[reached])
    at_risk = np.array([(times >= border).sum() for border in borders])
    events = np.array([((times == border) & reached).sum() for border in borders])
    survival = np.cumprod(1 - events / np.maximum(at_risk, 1)) if len(borders) else np.array([])
    return np.concatenate([[-1], borders]).astype(np.int64), np.concatenate([[1.0], survival])
