"""How well forecasts came true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from zhouqi.warning.forecast.spells import Flags, Floats, Ints


@dataclass(frozen=True, slots=True)
class Scores:
    """Of one forecaster: ``brier`` at the horizon, ``concordance`` of its order, ``calibration`` error."""

    brier: float
    concordance: float
    calibration: float


def brier(chance: Floats, happened: Floats) -> float:
    """The mean squared error of probabilities (Brier 1950)."""
    return float(((chance - happened) ** 2).mean())


def concordance(later: Floats, days: Ints, happened: Flags) -> float:
    """Of the pairs of which it is known who came first, the share that ``later`` orders so; ties count half (Harrell).

    Who never comes, having been terminated, is given as ``days`` beyond all others and not ``happened``.
    """
    right = pairs = 0.0
    for one in np.flatnonzero(happened):
        after = (days > days[one]) | ((days == days[one]) & ~happened)
        pairs += after.sum()
        right += (later[after] > later[one]).sum() + 0.5 * (later[after] == later[one]).sum()
    return float(right / pairs) if pairs else float("nan")


def calibration_error(chance: Floats, happened: Floats, groups: int = 10) -> float:
    """The mean distance between what was said and what happened, over tenths of what was said."""
    order = np.argsort(chance, kind="stable")
    parts = [part for part in np.array_split(order, groups) if len(part)]
    return float(
        sum(len(part) * abs(chance[part].mean() - happened[part].mean()) for part in parts) / len(order)
    )


def interval(values: Sequence[float]) -> tuple[float, float, float]:
    """The mean, and the range of its middle 95 per cent, by the normal approximation over the values."""
    mean = float(np.mean(values))
    half = 1.96 * float(np.std(values, ddof=1)) / len(values) ** 0.5 if len(values) > 1 else 0.0
    return mean, mean - half, mean + half
