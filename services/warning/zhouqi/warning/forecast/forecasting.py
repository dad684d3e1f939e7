"""The forecasts of a day: from the facts of all projects to what can be said of each open milestone. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

import numpy as np

from zhouqi.events.contracts.milestone import Milestone
from zhouqi.events.contracts.warning import DelayForecast, ForecastGround, ForecastReason
from zhouqi.service.rules.rulebook import RuleBook
from zhouqi.warning.facts.project_facts import Facts
from zhouqi.warning.forecast.milestone_spells import milestone_spells
from zhouqi.warning.forecast.model import NAME, STEP, Curve, Model, Reason, curves, reasons, sample, train
from zhouqi.warning.forecast.spells import NEVER, SpellTable
from zhouqi.warning.rules import Rules

HORIZON: Final = 180
"""Days within which a milestone is forecast to be reached, or not."""
_STEPS: Final = 1825 // STEP
_AT_ONCE: Final = 5_000
"""Milestones whose courses are reckoned together."""


def forecast_day(
    projects: Mapping[UUID, Facts], rule_book: RuleBook[Rules], day: date, version: str
) -> Iterator[DelayForecast]:
    """What is to be said of each open milestone at the end of ``day``, in the order of ``projects``.

    Of those whose facts say the milestone is reached after ``day`` too: that is not known yet. ``version`` is that of
    the rules of forecasts.
    """
    found = [
        (project_id, milestone, spell)
        for project_id, facts in projects.items()
        for milestone, spell in milestone_spells(facts, rule_book, day).items()
    ]
    table = SpellTable([spell for *_, spell in found], tuple(Milestone))
    model = train(sample(table), day)
    rows = table.open_on(day.toordinal())
    for start in range(0, len(rows), _AT_ONCE):
        part = rows[start : start + _AT_ONCE]
        due = table.due_on(part, day.toordinal())
        for place, told in enumerate(_told(model, table, part, day)):
            project_id, milestone, spell = found[part[place]]
            known = None if due[place] == NEVER else date.fromordinal(int(due[place]))
            learned_from = 0 if model is None else model.events.get(spell.stage, 0)
            yield _forecast(
                DelayForecast(
                    project_id=project_id,
                    milestone=milestone,
                    day=day,
                    due=known,
                    learned_from=learned_from,
                    model=NAME,
                    rules=version,
                ),
                told,
            )


def _told(
    model: Model | None, table: SpellTable, rows: np.ndarray[tuple[int], np.dtype[np.int64]], day: date
) -> Iterator[tuple[Curve, list[Reason]] | None]:
    """The course of each row with its reasons; None where too little is known of its stage."""
    stages = [table.spells[row].stage for row in rows]
    known = [model is not None and model.knows(stage) for stage in stages]
    some = rows[np.array(known, dtype=bool)]
    if model is None or not len(some):
        yield from (None for _ in stages)
        return
    said = zip(curves(model, table, some, day, _STEPS), reasons(model, table, some, day), strict=True)
    yield from (next(said) if one else None for one in known)


def _forecast(plain: DelayForecast, told: tuple[Curve, list[Reason]] | None) -> DelayForecast:
    if told is None:
        return plain
    curve, why = told
    left = None if plain.due is None else (plain.due - plain.day).days
    return plain.model_copy(
        update={
            "late": None if left is None else _thousandths(curve.open_after(left)),
            "reached_within_180": _thousandths(curve.reached_within(HORIZON)),
            "expected": _day(plain.day, curve.days_until(0.5)),
            "earliest": _day(plain.day, curve.days_until(0.1)),
            "latest": _day(plain.day, curve.days_until(0.9)),
            "reasons": tuple(
                ForecastReason(ground=ForecastGround(one.about), sooner=one.weight > 0) for one in why
            ),
        }
    )


def _thousandths(share: float) -> Decimal:
    return Decimal(str(min(max(share, 0.0), 1.0))).quantize(Decimal("0.001"))


def _day(day: date, later: int | None) -> date | None:
    return None if later is None else day + timedelta(days=later)
