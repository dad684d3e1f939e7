"""What is learned from spells whose true hazards are known; and that it looks neither ahead nor away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import numpy as np
import pytest

from zhouqi.warning.forecast.model import Curve, Model, curves, reasons, sample, train
from zhouqi.warning.forecast.spells import Previous, Spell, SpellTable
from zhouqi.warning.stalls.episodes import DueStep

TODAY = date(2026, 10, 30)
FIRST = date(2022, 1, 1)


def drawn(
    monthly: Callable[[Spell], float], number: int = 800, seed: int = 1, ending: float = 0.0
) -> list[Spell]:
    """Spells that begin evenly until today, reached with that chance a step of 30 days, or ended with the other."""
    draw = Random(seed)
    spells = []
    for place in range(number):
        begins = FIRST + timedelta(days=(TODAY - FIRST).days * place // number)
        spell = Spell(
            stage="started",
            begins=begins,
            due=(DueStep(date.min, begins + timedelta(days=180)),),
            traits=frozenset({"heavy_asset"} if draw.random() < 0.5 else ()),
        )
        day = begins + timedelta(days=draw.randrange(30))
        while day < date(2040, 1, 1):
            chance = draw.random()
            if chance < monthly(spell):
                spell = replace(spell, reached=day)
                break
            if chance < monthly(spell) + ending:
                spell = replace(spell, ended=day)
                break
            day += timedelta(days=30)
        spells.append(spell)
    return spells


def learned(table: SpellTable, day: date = TODAY) -> Model:
    model = train(table, day)
    assert model is not None
    return model


def said(spells: Sequence[Spell], steps: int = 6) -> list[Curve]:
    table = SpellTable(spells)
    return curves(learned(table), table, table.open_on(TODAY.toordinal()), TODAY, steps)


def mean_within(found: Sequence[Curve], days: int = 180) -> float:
    return float(np.mean([curve.reached_within(days) for curve in found]))


@pytest.mark.parametrize("monthly", [0.04, 0.1, 0.25])
def test_a_known_hazard_is_found(monthly: float) -> None:
    found = said(drawn(lambda _: monthly))

    assert mean_within(found) == pytest.approx(1 - (1 - monthly) ** 6, abs=0.08)


def test_what_is_still_open_counts_as_open() -> None:
    """Learned from the closed ones alone, all would be quick: those that take long are the ones still open."""
    spells = drawn(lambda _: 0.04)
    table = SpellTable(spells)
    rows = table.open_on(TODAY.toordinal())
    closed = SpellTable([one for one in spells if one.reached is not None and one.reached <= TODAY])

    right = curves(learned(table), table, rows, TODAY, 6)
    wrong = curves(learned(closed), table, rows, TODAY, 6)

    truth = 1 - 0.96**6
    assert abs(mean_within(right) - truth) < 0.06
    assert mean_within(wrong) > truth + 0.15


def test_nothing_after_the_day_is_looked_at() -> None:
    spells = drawn(lambda _: 0.1)
    later = TODAY + timedelta(days=1)
    cut = [
        replace(one, reached=None if one.reached is not None and one.reached > TODAY else one.reached)
        for one in spells
    ]
    moved = [replace(one, due=(*one.due, DueStep(later, date(2030, 1, 1)))) for one in cut]
    before = [replace(one, previous=Previous(later, date(2028, 1, 1))) for one in moved]

    one, other = said(spells), said(before)

    assert [curve.reached_within(180) for curve in one] == [curve.reached_within(180) for curve in other]


def test_what_ends_is_neither_reached_nor_open() -> None:
    found = said(drawn(lambda _: 0.05, ending=0.05), steps=60)

    assert float(np.mean([curve.reached[-1] for curve in found])) == pytest.approx(0.5, abs=0.1)
    assert all(0 <= curve.reached[-1] + curve.open[-1] <= 1 for curve in found)
    middle = [curve.days_until(0.5) for curve in found]
    assert all(day is not None and 90 < day < 500 for day in middle)


def test_a_slow_kind_is_expected_later_and_says_so() -> None:
    spells = drawn(lambda spell: 0.05 if "heavy_asset" in spell.traits else 0.25, number=1500)
    table = SpellTable(spells)
    rows = table.open_on(TODAY.toordinal())
    model = learned(table)

    by_kind: dict[bool, list[float]] = {True: [], False: []}
    for row, curve, why in zip(
        rows, curves(model, table, rows, TODAY, 6), reasons(model, table, rows, TODAY), strict=True
    ):
        heavy = "heavy_asset" in table.spells[row].traits
        by_kind[heavy].append(curve.reached_within(180))
        [weight] = [one.weight for one in why if one.about == "heavy_asset"]
        assert (weight < 0) == heavy
    assert np.mean(by_kind[True]) + 0.3 < np.mean(by_kind[False])


def test_of_little_nothing_is_said() -> None:
    assert train(SpellTable(drawn(lambda _: 0.1, number=40)), TODAY) is None
    assert train(SpellTable([]), TODAY) is None


def test_a_stage_that_was_hardly_seen_is_not_known() -> None:
    seldom = Spell(stage="scaled", begins=date(2026, 1, 1))
    table = SpellTable([*drawn(lambda _: 0.1), seldom])
    model = learned(table)

    assert model.knows("started")
    assert not model.knows("scaled")


def test_the_same_spells_say_the_same() -> None:
    spells = drawn(lambda _: 0.1, number=300)

    assert [list(curve.reached) for curve in said(spells)] == [list(curve.reached) for curve in said(spells)]


def test_of_very_many_some_are_learned_from() -> None:
    spells = [Spell("started", FIRST)] * 45_000

    assert len(sample(SpellTable(spells)).spells) == 5_000
