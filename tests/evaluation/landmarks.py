"""Forecasts from landmarks: each is made from what was known on its day, and held against what came afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np

from tests.evaluation.baselines import (
    HORIZON,
    Forecasts,
    conditional_kaplan_meier,
    due_and_median,
    due_day,
)
from tests.evaluation.scores import Scores, brier, calibration_error, concordance
from zhouqi.warning.forecast.model import STEP, curves, train
from zhouqi.warning.forecast.spells import Flags, Floats, Ints, SpellTable

Forecaster = Callable[[SpellTable, Ints, int], Forecasts]


def learned(table: SpellTable, rows: Ints, day: int) -> Forecasts:
    """What the product says. Raises ValueError where it has too little to learn from."""
    today = date.fromordinal(day)
    model = train(table, today)
    if model is None:
        raise ValueError(f"too little was known on {today}")
    found = curves(model, table, rows, today, HORIZON // STEP)
    chance = np.array([curve.reached_within(HORIZON) for curve in found])
    return Forecasts(chance, -chance)


FORECASTERS: Final[Mapping[str, Forecaster]] = {
    "due day": due_day,
    "due day + median delay": due_and_median,
    "conditional Kaplan-Meier": conditional_kaplan_meier,
    "model": learned,
}


@dataclass(frozen=True, slots=True)
class Landmark:
    """The forecasts of one day for the spells that were open, and what came of them by ``until``."""

    day: date
    happened: Floats
    days: Ints
    reached: Flags
    forecasts: Mapping[str, Forecasts]


def look_from(table: SpellTable, day: date, until: date) -> Landmark:
    """All forecasters on one landmark. Raises ValueError where its horizon is not over by ``until``."""
    if day + timedelta(days=HORIZON) > until:
        raise ValueError(f"what comes within {HORIZON} days of {day} is not known by {until}")
    known, end = day.toordinal(), until.toordinal()
    rows = table.open_on(known)
    by, ended = table.reached[rows], table.ended[rows]
    reached = (by <= ended) & (by <= end)
    never = (ended < by) & (ended <= end)
    return Landmark(
        day,
        (reached & (by <= known + HORIZON)).astype(np.float64),
        np.where(never, end + 1, np.minimum(by, end)) - known,
        reached,
        {name: forecaster(table, rows, known) for name, forecaster in FORECASTERS.items()},
    )


def scores(landmarks: Sequence[Landmark]) -> Mapping[str, Scores]:
    """Of each forecaster: Brier and concordance as the mean of the landmarks, calibration over all forecasts."""
    happened = np.concatenate([one.happened for one in landmarks])
    found = {}
    for name in FORECASTERS:
        said = [one.forecasts[name] for one in landmarks]
        found[name] = Scores(
            float(np.mean([brier(f.chance, one.happened) for f, one in zip(said, landmarks, strict=True)])),
            float(
                np.mean(
                    [
                        concordance(f.later, one.days, one.reached)
                        for f, one in zip(said, landmarks, strict=True)
                    ]
                )
            ),
            calibration_error(np.concatenate([f.chance for f in said]), happened),
        )
    return found
