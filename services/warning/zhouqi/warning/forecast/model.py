"""Learns from spells as known on a day, and says of each open one when it will be reached. Pure; no randomness.

The hazard is learned from calendar steps of 30 days before the day, each spell with what was known at the step's
beginning; what had not happened by the day is censored, never dropped and never counted as done. Recent years weigh
more. Then the method is held against its own forecasts of half a year and a year before: where more was reached than
it had expected then, the hazard is taken that much higher, within bounds; and the other way round.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np

from zhouqi.warning.forecast.covariates import STAGE, Covariates
from zhouqi.warning.forecast.hazard import Hazard, fit
from zhouqi.warning.forecast.spells import Floats, Ints, SpellTable

NAME: Final = "hazard-1"
"""The method; a change that moves forecasts is another one."""
STEP: Final = 30
"""Days of a step."""
_BACK_DAYS: Final = 1825
_HALF_LIFE_DAYS: Final = 730.0
_CORRECTED_BY: Final = (180, 360)
_CORRECTION_INERTIA: Final = 20.0
"""Events: so many as expected are added to what was seen, so that a handful doubles nothing."""
_CORRECTION_BOUNDS: Final = 0.75, 4 / 3
"""A model of a day on which little was known yet expects anything; its successor does not pay for all of it."""
_LEAST_EVENTS: Final = 50
_LEAST_OF_STAGE: Final = 10
_END_INERTIA: Final = 50.0
"""Steps at the rate of all stages that are added to those of one."""
_MOST_SPELLS: Final = 5_000
"""Of more than so many, every n-th is learned from."""


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned by a day, from ``events`` milestones that were reached, as counted by stage.

    ``typical`` is the mean of the columns of each stage, ``ends`` its hazard of a termination a step, and
    ``correction`` the factor that past forecasts call for.
    """

    covariates: Covariates
    hazard: Hazard
    events: Mapping[str, int]
    typical: Mapping[str, Floats]
    ends: Mapping[str, float]
    correction: float = 1.0

    def knows(self, stage: str) -> bool:
        """Whether enough of the stage was seen to speak of it."""
        return self.events.get(stage, 0) >= _LEAST_OF_STAGE


@dataclass(frozen=True, slots=True)
class Curve:
    """A spell's course by steps of ``STEP`` days after a day: still open, and reached, at each border, from 0 on."""

    open: Floats
    reached: Floats

    def open_after(self, days: float) -> float:
        """The probability that it is still open so many days later."""
        return float(np.interp(max(days, 0.0) / STEP, np.arange(len(self.open)), self.open))

    def reached_within(self, days: float) -> float:
        """The probability that it is reached within so many days."""
        return float(np.interp(max(days, 0.0) / STEP, np.arange(len(self.reached)), self.reached))

    def days_until(self, share: float) -> int | None:
        """Days until it is reached with that probability, given that the project is not terminated.

        None where that lies beyond the curve.
        """
        # Of those that will be reached or are open at the end: the terminated are left out.
        target = share * float(self.reached[-1] + self.open[-1])
        if self.reached[-1] < target:
            return None
        return round(float(np.interp(target, self.reached, np.arange(len(self.reached)))) * STEP)


@dataclass(frozen=True, slots=True)
class Reason:
    """What makes a spell other than others of its stage: ``weight`` is added to the log-odds of the hazard."""

    about: str
    weight: float


def train(table: SpellTable, day: date) -> Model | None:
    """What can be learned by the end of ``day``; None: too little to learn from."""
    raw = _learn(table, day.toordinal())
    if raw is None:
        return None
    seen = expected = 0.0
    for days in _CORRECTED_BY:
        earlier = _learn(table, day.toordinal() - days)
        if earlier is not None:
            more = _held_against(earlier, table, day.toordinal() - days, days // STEP)
            seen, expected = seen + more[0], expected + more[1]
    correction = (seen + _CORRECTION_INERTIA) / (expected + _CORRECTION_INERTIA)
    return replace(raw, correction=min(max(correction, _CORRECTION_BOUNDS[0]), _CORRECTION_BOUNDS[1]))


def curves(model: Model, table: SpellTable, rows: Ints, day: date, steps: int) -> list[Curve]:
    """The course of each of ``rows`` after ``day``, by what is known on it."""
    known = day.toordinal()
    ends = np.array([model.ends[table.stages[place]] for place in table.stage[rows]])
    still, reached = np.ones(len(rows)), np.zeros(len(rows))
    open_at, reached_at = [still], [reached]
    for step in range(steps):
        columns = model.covariates.rows(table, rows, known, known + step * STEP)
        hazard = model.correction * model.hazard.cumulative(columns)
        leaving = still * -np.expm1(-(hazard + ends))
        reached = reached + leaving * hazard / (hazard + ends)
        still = still - leaving
        open_at.append(still)
        reached_at.append(reached)
    by_step = np.array(open_at), np.array(reached_at)
    return [Curve(by_step[0][:, one], by_step[1][:, one]) for one in range(len(rows))]


def reasons(model: Model, table: SpellTable, rows: Ints, day: date, most: int = 3) -> list[list[Reason]]:
    """Why each of ``rows`` is expected sooner or later than others of its stage, the strongest first."""
    columns = model.covariates.rows(table, rows, day.toordinal(), day.toordinal())
    about = np.array(model.covariates.about)
    found = []
    for row, values in zip(rows, columns, strict=True):
        typical = model.typical[table.stages[table.stage[row]]]
        weights = (values - typical) / model.hazard.scale * model.hazard.weights
        told = [
            Reason(str(one), float(weights[about == one].sum()))
            for one in dict.fromkeys(about)
            if one != STAGE
        ]
        told = [one for one in told if abs(one.weight) >= 0.05]
        found.append(sorted(told, key=lambda one: (-abs(one.weight), one.about))[:most])
    return found


def sample(table: SpellTable) -> SpellTable:
    """The spells to learn from: all, or of very many every n-th."""
    every = -(-len(table.spells) // _MOST_SPELLS)
    return table if every <= 1 else SpellTable(table.spells[::every], table.stages)


def _learn(table: SpellTable, day: int) -> Model | None:
    """What the steps before ``day`` teach, uncorrected."""
    covariates = Covariates.of(table, day)
    columns, reached, weight, places = [], [], [], []
    exposure = np.zeros(len(table.stages))
    ended = np.zeros(len(table.stages))
    for border in range(day - STEP, day - _BACK_DAYS, -STEP):
        rows = table.open_on(border)
        if not len(rows):
            continue
        left = table.closed[rows] <= border + STEP
        columns.append(covariates.rows(table, rows, border, border))
        reached.append((left & (table.reached[rows] <= table.ended[rows])).astype(np.float64))
        weight.append(np.full(len(rows), 0.5 ** ((day - border - STEP) / _HALF_LIFE_DAYS)))
        places.append(table.stage[rows])
        exposure += np.bincount(table.stage[rows], minlength=len(table.stages))
        ended += np.bincount(
            table.stage[rows], left & (table.ended[rows] < table.reached[rows]), minlength=len(table.stages)
        )
    if not columns:
        return None
    happened, of = np.concatenate(reached), np.concatenate(places)
    if not _LEAST_EVENTS <= happened.sum() < len(happened):
        return None
    stacked, weights = np.vstack(columns), np.concatenate(weight)
    events = np.bincount(of, happened, minlength=len(table.stages))
    rate = (ended.sum() + 0.5) / (exposure.sum() + 1)
    return Model(
        covariates,
        fit(stacked, happened, weights),
        {stage: int(events[place]) for place, stage in enumerate(table.stages)},
        {
            stage: stacked[of == place].mean(axis=0)
            for place, stage in enumerate(table.stages)
            if exposure[place]
        },
        {
            stage: float((ended[place] + _END_INERTIA * rate) / (exposure[place] + _END_INERTIA))
            for place, stage in enumerate(table.stages)
        },
    )


def _held_against(model: Model, table: SpellTable, day: int, steps: int) -> tuple[float, float]:
    """How many milestones were reached in the steps after ``day``, and how many the model of that day expected."""
    rows = table.open_on(day)
    seen = expected = 0.0
    for step in range(min(steps, 6)):
        border = day + step * STEP
        at_risk = rows[table.closed[rows] > border]
        if not len(at_risk):
            break
        by = table.reached[at_risk]
        seen += float(((by <= border + STEP) & (by <= table.ended[at_risk])).sum())
        hazard = model.hazard.cumulative(model.covariates.rows(table, at_risk, day, border))
        expected += float(-np.expm1(-hazard).sum())
    return seen, expected
