"""The life of a project as dated truth: from the signature of its agreement to full capacity.

Pure: what was agreed (`Terms`), how early or late each step came, and out of it the dates. Dates may lie after the
scenario's day: the truth is drawn to its end, and whoever serves it shows only what has happened.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

__all__ = ["DueBasis", "Extension", "Milestone", "PermitDates", "Step", "Terms", "Timeline", "lay_out"]

SHORTEST_BUILD = 200
"""Days that building takes at least, however late it began."""


class Milestone(StrEnum):
    """What a project reaches, in order; the last two run side by side from the start of production."""

    SIGNED = "signed"
    LAND = "land"
    STARTED = "started"
    COMPLETED = "completed"
    IN_PRODUCTION = "in_production"
    SCALED = "scaled"
    FULL_CAPACITY = "full_capacity"


class DueBasis(StrEnum):
    """Which document says when a step is due: the agreement, the land contract, or none, so that the default holds."""

    AGREEMENT = "agreement"
    LAND = "land"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Terms:
    """What the agreement and the land contract grant, in days: each from the step before it.

    `land` from the signature; `handover` from the land contract; `start` from the handover, or from the filing where
    no new land is taken; `build` from the agreed start; `production` from completion; `scale` and `capacity` from the
    start of production. A milestone that does not apply to the project is `None`. Where `basis` is the default, the
    days are those of the county's rules, and building counts from the actual start.
    """

    land: int | None
    handover: int
    start: int
    build: int | None
    production: int
    scale: int | None
    capacity: int
    basis: Mapping[Milestone, DueBasis]


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone: the day agreed and the day it was (or will be) reached; `None`: ended before."""

    milestone: Milestone
    due: date
    actual: date | None


@dataclass(frozen=True, slots=True)
class Extension:
    """A later due day of a milestone, which counts from the day of its approval."""

    milestone: Milestone
    due: date
    approved_on: date


@dataclass(frozen=True, slots=True)
class PermitDates:
    """Days of the reviews and permits before the start, and of the entry into the investment statistics after it."""

    energy_reviewed: date
    environment_assessed: date
    planning_permitted: date
    construction_permitted: date
    statistics_entered: date


@dataclass(frozen=True, slots=True)
class Timeline:
    """A project's whole dated truth. `steps` holds the milestones that apply, in order, after the signature.

    `handover` is the day on which the land is handed over, `None` without new land.
    """

    signed: date
    registered: date
    filed: date
    handover: date | None
    steps: tuple[Step, ...]
    papers: PermitDates
    terms: Terms
    extensions: tuple[Extension, ...] = ()
    terminated: date | None = None

    def step(self, milestone: Milestone) -> Step | None:
        """Answer the step of that milestone, or `None` where it does not apply."""
        return next((step for step in self.steps if step.milestone is milestone), None)

    def reached(self, milestone: Milestone) -> date | None:
        """Answer the day on which it is reached, perhaps a day to come; `None`: never, or it does not apply."""
        step = self.step(milestone)
        return None if step is None else step.actual


def lay_out(
    signed: date,
    registered: date,
    filed: date,
    terms: Terms,
    leads: Mapping[Milestone, int],
    delays: Mapping[Milestone, int],
    statistics_lag: int,
) -> Timeline:
    """Lay the dates out. A step comes `leads` days before it is due, or `delays` days after it where that is given.

    A late start does not move the agreed completion: building then takes what is left of its term, but never less than
    `SHORTEST_BUILD`. All other terms run from the day on which the step before was really reached.
    """
    steps: list[Step] = []

    def add(milestone: Milestone, due: date, earliest: date) -> date:
        moved = delays[milestone] if milestone in delays else -leads[milestone]
        actual = max(due + timedelta(days=moved), earliest)
        steps.append(Step(milestone, due, actual))
        return actual

    def stated(milestone: Milestone) -> bool:
        return terms.basis.get(milestone) is not DueBasis.DEFAULT

    ready, handover = filed, None
    if terms.land is not None:
        contract = add(Milestone.LAND, signed + timedelta(days=terms.land), signed)
        handover = contract + timedelta(days=terms.handover)
        ready = max(filed, handover)
    counted = ready if stated(Milestone.STARTED) else (handover or filed)
    start_due = counted + timedelta(days=terms.start)
    started = add(Milestone.STARTED, start_due, ready)
    built = started
    if terms.build is not None:
        counted = start_due if stated(Milestone.COMPLETED) else started
        due = counted + timedelta(days=terms.build)
        built = add(Milestone.COMPLETED, due, started + timedelta(days=SHORTEST_BUILD))
    producing = add(Milestone.IN_PRODUCTION, built + timedelta(days=terms.production), built)
    if terms.scale is not None:
        add(Milestone.SCALED, producing + timedelta(days=terms.scale), producing)
    add(Milestone.FULL_CAPACITY, producing + timedelta(days=terms.capacity), producing)
    papers = _papers(ready, started, statistics_lag)
    return Timeline(signed, registered, filed, handover, tuple(steps), papers, terms)


def _papers(ready: date, started: date, statistics_lag: int) -> PermitDates:
    """Spread the reviews and permits over the time in which the start is prepared."""

    def at(share: float) -> date:
        return ready + timedelta(days=int((started - ready).days * share))

    return PermitDates(
        energy_reviewed=at(0.2),
        environment_assessed=at(0.35),
        planning_permitted=at(0.55),
        construction_permitted=at(0.85),
        statistics_entered=started + timedelta(days=statistics_lag),
    )
