"""Prints how well the forecast does: ``python -m tests.evaluation [--stages FILE] [--seeds N]``."""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from tests.evaluation import county, stages
from tests.evaluation.baselines import HORIZON
from tests.evaluation.landmarks import FORECASTERS, Landmark, look_from, scores
from tests.evaluation.scores import Scores, interval
from zhouqi.warning.forecast.model import NAME

_HEAD = f"{'':28}{'Brier at ' + str(HORIZON) + ' days':>24}{'concordance':>24}{'calibration error':>24}"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="make evaluate", description=__doc__)
    parser.add_argument("--stages", type=Path, help="a CSV file of real stages, which stays where it is")
    parser.add_argument("--seeds", type=int, default=10, help="how many simulated counties (0: none)")
    asked = parser.parse_args()
    print(f"The forecast {NAME}, beside what it has to be better than")
    if asked.stages is None:
        print("\nReal stages: not measured, no file was given (make evaluate STAGES=FILE)")
    else:
        _print_stages(asked.stages)
    if asked.seeds > 0:
        _print_counties(asked.seeds)


def _print_stages(path: Path) -> None:
    table = stages.read_stages(path)
    for title, days in (("the three last landmarks", stages.LANDMARKS), ("earlier ones", stages.EARLIER)):
        landmarks = [look_from(table, day, stages.KNOWN_ON) for day in days]
        print(f"\nReal stages, {title}: {_of(landmarks)}")
        print(_HEAD)
        for name, one in scores(landmarks).items():
            print(f"{name:28}{one.brier:24.3f}{one.concordance:24.3f}{one.calibration:24.3f}")


def _print_counties(seeds: int) -> None:
    found: list[Mapping[str, Scores]] = []
    landmarks: list[Landmark] = []
    for seed in range(1, seeds + 1):
        table = county.read_county(seed)
        landmarks = [look_from(table, day, county.KNOWN_ON) for day in county.LANDMARKS]
        found.append(scores(landmarks))
    print(f"\nSimulated counties, seeds 1 to {seeds}, the last: {_of(landmarks)}")
    print(_HEAD)
    for name in FORECASTERS:
        columns = [_with_interval([asdict(one[name])[score] for one in found]) for score in _SCORES]
        print(f"{name:28}" + "".join(f"{column:>24}" for column in columns))


_SCORES = tuple(Scores.__dataclass_fields__)


def _of(landmarks: Sequence[Landmark]) -> str:
    open_then = ", ".join(f"{one.day} ({len(one.happened)} open)" for one in landmarks)
    share = statistics.mean(float(one.happened.mean()) for one in landmarks)
    return f"{open_then}; {share:.0%} reached within {HORIZON} days"


def _with_interval(values: Sequence[float]) -> str:
    mean, low, high = interval(values)
    return f"{mean:.3f} ({low:.3f}..{high:.3f})"


if __name__ == "__main__":
    main()
