"""A discrete-time hazard: the logistic regression of "reached within the next step" on covariates. Pure.

D. R. Cox, Regression Models and Life-Tables (1972), section 6: each spell gives one row a step for as long as it is
open; a censored one gives its rows and no event. Fitted by Newton's method with a ridge, so that a column without
news is no trouble.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from zhouqi.warning.forecast.spells import Floats

_RIDGE: Final = 60.0
"""So heavy that a kind of which a few dozen were seen speaks softly: its projects often came true together."""
_TURNS: Final = 25
_SETTLED: Final = 1e-6
_LONGEST_STEP: Final = 5.0


@dataclass(frozen=True, slots=True)
class Hazard:
    """A fitted hazard: columns are centred by ``mean`` and scaled by ``scale`` before they are weighed."""

    mean: Floats
    scale: Floats
    intercept: float
    weights: Floats

    def contributions(self, columns: Floats) -> Floats:
        """What each column adds to the log-odds, against the average row."""
        found: Floats = (columns - self.mean) / self.scale * self.weights
        return found

    def cumulative(self, columns: Floats) -> Floats:
        """The cumulative hazard of one step, ``-log(1 - h)``."""
        found: Floats = np.logaddexp(0, self.intercept + self.contributions(columns).sum(axis=1))
        return found


def fit(columns: Floats, reached: Floats, weight: Floats) -> Hazard:
    """The hazard that fits best; ``reached`` is 1 where the row's step saw the event. Needs both kinds of row."""
    mean: Floats = np.average(columns, axis=0, weights=weight)
    scale: Floats = np.sqrt(np.average((columns - mean) ** 2, axis=0, weights=weight))
    scale[scale < 1e-9] = 1.0
    design = np.column_stack([np.ones(len(columns)), (columns - mean) / scale])
    share = float(np.average(reached, weights=weight))
    beta = np.zeros(design.shape[1])
    beta[0] = np.log(share / (1 - share))
    ridge = np.diag([0.0, *([_RIDGE] * columns.shape[1])])
    for _ in range(_TURNS):
        chance = 1 / (1 + np.exp(-design @ beta))
        slope = design.T @ (weight * (reached - chance)) - ridge @ beta
        curvature = (design * (weight * chance * (1 - chance))[:, None]).T @ design + ridge
        step = np.clip(np.linalg.solve(curvature, slope), -_LONGEST_STEP, _LONGEST_STEP)
        beta = beta + step
        if np.abs(step).max() < _SETTLED:
            break
    return Hazard(mean, scale, float(beta[0]), beta[1:])
