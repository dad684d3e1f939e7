"""The scores and the baselines, by hand."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from tests.evaluation import stages
from tests.evaluation.baselines import conditional_kaplan_meier, due_and_median, due_day
from tests.evaluation.landmarks import look_from
from tests.evaluation.scores import brier, calibration_error, concordance, interval
from zhouqi.warning.forecast.spells import Spell, SpellTable
from zhouqi.warning.stalls.episodes import DueStep

DAY = date(2026, 1, 1)


def spell(age: int, due: int | None = None, reached: int | None = None, ended: int | None = None) -> Spell:
    """One that is so many days old on the day; the others are days from it."""
    later = [None if days is None else DAY + timedelta(days=days) for days in (due, reached, ended)]
    steps = () if later[0] is None else (DueStep(date.min, later[0]),)
    return Spell("started", DAY - timedelta(days=age), steps, later[1], later[2])


def test_brier() -> None:
    assert brier(np.array([0.5, 1.0]), np.array([1.0, 1.0])) == 0.125


def test_concordance_leaves_out_pairs_of_which_nobody_knows() -> None:
    days, happened = np.array([10, 20, 15]), np.array([True, True, False])

    assert concordance(np.array([1.0, 2.0, 3.0]), days, happened) == 1.0
    assert concordance(np.array([3.0, 2.0, 1.0]), days, happened) == 0.0
    assert concordance(np.array([1.0, 1.0, 1.0]), days, happened) == 0.5


def test_calibration_error() -> None:
    assert calibration_error(np.full(10, 0.3), np.array([1.0] * 3 + [0.0] * 7), groups=1) == pytest.approx(0)
    assert calibration_error(np.full(10, 0.9), np.zeros(10), groups=2) == pytest.approx(0.9)


def test_interval() -> None:
    assert interval([1.0]) == (1.0, 1.0, 1.0)
    mean, low, high = interval([1.0, 3.0])
    assert (mean, round(low, 2), round(high, 2)) == (2.0, 0.04, 3.96)


def test_due_days_and_usual_delays() -> None:
    table = SpellTable([spell(10, due=170), spell(10, due=190), spell(300, due=-100, reached=-70)])
    rows = np.array([0, 1])

    assert list(due_day(table, rows, DAY.toordinal()).chance) == [1.0, 0.0]
    assert list(due_and_median(table, rows, DAY.toordinal()).chance) == [0.0, 0.0]


def test_kaplan_meier_takes_the_open_ones_as_open() -> None:
    """Of four, one is reached on its day 100, one censored on its day 50: survival is 2/3 after day 100."""
    table = SpellTable([spell(400, reached=-300), spell(50), spell(400), spell(400)])

    assert conditional_kaplan_meier(table, np.array([1]), DAY.toordinal()).chance == pytest.approx([1 / 3])


def test_a_landmark_whose_horizon_is_not_over_is_refused() -> None:
    with pytest.raises(ValueError, match="is not known by"):
        look_from(SpellTable([spell(10)]), DAY, DAY + timedelta(days=100))


def test_a_file_of_stages_is_read(tmp_path: Path) -> None:
    (tmp_path / "stages.csv").write_text(
        "project,district,type,work,stage,start,due,end,budget\n"
        "a,1,CIP,ROOFS / WINDOWS A,Scope,2021-01-01,2021-05-01,2021-06-01,1\n"
        "a,1,CIP,ROOFS / WINDOWS A,Design,2021-06-02,2021-12-01,,1\n"
        "a,1,CIP,ROOFS / WINDOWS A,Construction,2022-06-02,2022-12-01,,1\n",
        encoding="utf-8",
    )

    scope, design = stages.read_stages(tmp_path / "stages.csv").spells

    assert scope.reached == date(2021, 6, 1)
    assert design.reached is None
    assert design.previous is not None
    assert design.previous.reached == date(2021, 6, 1)
    assert design.traits == {"CIP", "ROOFS", "WINDOWS", "works>1"}
