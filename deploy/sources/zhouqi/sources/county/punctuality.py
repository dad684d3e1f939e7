"""How a project fares: in time, late and cleared, or late and open; and a timeline that fares so.

It is chosen for the scenario's day. Made true by delaying steps of a punctual timeline, by extensions and by
termination, so that figures of a county can be aimed at by choosing it, while what is delivered are dates only.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import assert_never

from zhouqi.sources.county.coverage import Coverage
from zhouqi.sources.county.project_facts import project_facts
from zhouqi.sources.county.projects import Project
from zhouqi.sources.county.stall_rules import CAPACITY_DAYS, DEFAULT_DAYS, episodes
from zhouqi.sources.county.timeline import DueBasis, Extension, Milestone, Step, Terms, Timeline, lay_out
from zhouqi.sources.seeded_random import SeededRandom

__all__ = ["Outcome", "Punctuality", "draw_timeline", "outcome"]

LONGEST_RECOVERY = 180
"""Days by which a recovered step was late at most; building can make up for them."""
LATER = 0.2
"""Share of the steps due after the day of the choice that will be late."""
AHEAD = {(0, 15): 40.0, (16, 45): 40.0, (46, 150): 20.0}
"""Days by which a punctual step comes early, and how common that is."""


class Punctuality(StrEnum):
    """How a project stands on the day that this is chosen for."""

    PUNCTUAL = "punctual"
    RECOVERED = "recovered"
    EXTENDED = "extended"
    ENDED = "ended"
    OVERDUE = "overdue"


class Outcome(StrEnum):
    """What the rules say of a project: never late, late once, or late now."""

    NEVER = "never"
    CLEARED = "cleared"
    OPEN = "open"


EXPECTED_OUTCOMES = {
    Punctuality.PUNCTUAL: Outcome.NEVER,
    Punctuality.RECOVERED: Outcome.CLEARED,
    Punctuality.EXTENDED: Outcome.CLEARED,
    Punctuality.ENDED: Outcome.CLEARED,
    Punctuality.OVERDUE: Outcome.OPEN,
}


def outcome(project: Project, timeline: Timeline, coverage: Coverage, day: date) -> Outcome:
    """Answer what the rules of stalls say of a project at the end of `day`."""
    found = episodes(project_facts(project, timeline, coverage, day), day)
    if not found:
        return Outcome.NEVER
    return Outcome.OPEN if any(episode.until is None for episode in found) else Outcome.CLEARED


@dataclass(frozen=True, slots=True)
class Deviations:
    """What makes a timeline other than punctual: days late by milestone, extensions, and the day on which it ends."""

    delays: dict[Milestone, int]
    extensions: tuple[Extension, ...] = ()
    ended: date | None = None


class TimelinePlan:
    """Everything of a timeline but its course."""

    def __init__(self, seed: int, project: Project) -> None:
        draw = SeededRandom(seed, "timeline", project.serial)
        self._registered = project.registered
        self._signed = project.registered - timedelta(days=draw.integer(5, 60))
        self._filed = project.registered + timedelta(days=draw.integer(0, 12))
        self._terms = _terms(draw, project)
        self._leads = {milestone: draw.integer(*draw.weighted(AHEAD)) for milestone in Milestone}
        self._lag = draw.integer(10, 60)

    def laid(self, deviations: Deviations) -> Timeline:
        """Answer the timeline of that course."""
        timeline = lay_out(
            self._signed,
            self._registered,
            self._filed,
            self._terms,
            self._leads,
            deviations.delays,
            self._lag,
        )
        timeline = replace(timeline, extensions=deviations.extensions)
        return timeline if deviations.ended is None else _ended(timeline, deviations.ended)


def draw_timeline(
    seed: int,
    project: Project,
    punctuality: Punctuality,
    day: date,
    terminated: date | None = None,
    attempts: int = 6,
) -> Timeline | None:
    """Answer the project's timeline, faring so at the end of `day`; `None` when it can't, being too young for it.

    A day of termination leaves every later step unreached.
    """
    plan = TimelinePlan(seed, project)
    for attempt in range(attempts):
        deviations = _deviations(SeededRandom(seed, "fate", project.serial, attempt), plan, punctuality, day)
        if deviations is None:
            return None
        if terminated is not None:
            deviations = replace(deviations, ended=min(terminated, deviations.ended or terminated))
        timeline = plan.laid(deviations)
        if outcome(project, timeline, Coverage(project.registered), day) is EXPECTED_OUTCOMES[punctuality]:
            return timeline
    return None


def _terms(draw: SeededRandom, project: Project) -> Terms:
    basis = _basis(draw, new_land=project.land is not None)

    def days(milestone: Milestone, low: int, high: int) -> int:
        drawn = draw.integer(low, high)
        return DEFAULT_DAYS[milestone] if basis[milestone] is DueBasis.DEFAULT else drawn

    low, high = (900, CAPACITY_DAYS) if project.heavy_asset else (600, 730)
    capacity = days(Milestone.FULL_CAPACITY, low, high)
    if basis[Milestone.FULL_CAPACITY] is DueBasis.DEFAULT and project.heavy_asset:
        capacity = CAPACITY_DAYS
    return Terms(
        land=days(Milestone.LAND, 90, 240) if project.land is not None else None,
        handover=draw.integer(20, 60),
        start=days(Milestone.STARTED, 120, 240),
        build=days(Milestone.COMPLETED, 420, 760) if project.civil_works else None,
        production=days(Milestone.IN_PRODUCTION, 60, 180),
        scale=days(Milestone.SCALED, 300, 420) if project.scale_expected else None,
        capacity=capacity,
        basis=basis,
    )


def _basis(draw: SeededRandom, *, new_land: bool) -> dict[Milestone, DueBasis]:
    """Draw which document states when each step is due: of land contracts most say it, some agreements don't."""
    contract = {DueBasis.LAND: 78.0, DueBasis.AGREEMENT: 14.0, DueBasis.DEFAULT: 8.0}
    agreement = {DueBasis.AGREEMENT: 92.0, DueBasis.DEFAULT: 8.0}
    in_contract = (Milestone.STARTED, Milestone.COMPLETED) if new_land else ()
    return {
        milestone: draw.weighted(contract if milestone in in_contract else agreement)
        for milestone in Milestone
    }


def _deviations(
    draw: SeededRandom, plan: TimelinePlan, punctuality: Punctuality, day: date
) -> Deviations | None:
    """Choose what is late, and by how many days, so that this should hold at the end of `day`."""
    punctual = plan.laid(Deviations({}))
    missable = [step for step in punctual.steps if step.due < day]
    if punctuality is not Punctuality.PUNCTUAL and not missable:
        return None
    match punctuality:
        case Punctuality.PUNCTUAL:
            deviations = _extended_in_time(draw, punctual) if draw.chance(0.12) else Deviations({})
        case Punctuality.RECOVERED:
            deviations = _recovered(draw, plan, missable, day)
        case Punctuality.EXTENDED:
            deviations = _extended(draw, draw.one_of(missable), day)
        case Punctuality.OVERDUE:
            deviations = _overdue(draw, missable, day)
        case Punctuality.ENDED:
            deviations = _overdue(draw, missable, day)
            late = next(step for step in missable if step.milestone in deviations.delays)
            deviations = replace(deviations, ended=draw.day(late.due + timedelta(days=10), day))
        case _:
            assert_never(punctuality)
    return _late_later(draw, plan, deviations, day)


def _recovered(draw: SeededRandom, plan: TimelinePlan, missable: list[Step], day: date) -> Deviations:
    """Delay one step that was made up for, sometimes another one after it."""
    step = draw.one_of(missable)
    deviations = Deviations({step.milestone: _some_days(draw, step, day)})
    if draw.chance(0.3):
        laid = plan.laid(deviations).steps
        more = [one for one in laid if one.due < day and one.milestone is not step.milestone]
        more = [one for one in more if one.due > step.due]
        if more:
            again = draw.one_of(more)
            deviations = Deviations({**deviations.delays, again.milestone: _some_days(draw, again, day)})
    return deviations


def _some_days(draw: SeededRandom, step: Step, day: date) -> int:
    return draw.integer(1, min(LONGEST_RECOVERY, (day - step.due).days))


def _extended(draw: SeededRandom, step: Step, day: date) -> Deviations:
    """Extend a step days after it was due; it keeps the new day, which may be one to come."""
    approved = draw.day(step.due + timedelta(days=4), min(step.due + timedelta(days=60), day))
    due = approved + timedelta(days=draw.integer(60, 240))
    actual = due - timedelta(days=draw.integer(1, 40))
    return Deviations({step.milestone: (actual - step.due).days}, (Extension(step.milestone, due, approved),))


def _extended_in_time(draw: SeededRandom, punctual: Timeline) -> Deviations:
    """Extend a step before it is due; it keeps the new day."""
    step = draw.one_of(punctual.steps)
    approved = step.due - timedelta(days=draw.integer(5, 60))
    due = step.due + timedelta(days=draw.integer(40, 150))
    actual = due - timedelta(days=draw.integer(1, 30))
    return Deviations({step.milestone: (actual - step.due).days}, (Extension(step.milestone, due, approved),))


def _overdue(draw: SeededRandom, missable: list[Step], day: date) -> Deviations:
    """Leave one of the latest steps open beyond `day`, sometimes although it was extended already."""
    step = missable[-1] if draw.chance(0.7) else draw.one_of(missable[-3:])
    over = (day - step.due).days
    delays = {step.milestone: over + draw.integer(10, 300)}
    if over < 60 or not draw.chance(0.25):
        return Deviations(delays)
    approved = step.due + timedelta(days=draw.integer(-20, 25))
    due = draw.day(approved + timedelta(days=20), day - timedelta(days=5))
    return Deviations(delays, (Extension(step.milestone, due, approved),))


def _late_later(draw: SeededRandom, plan: TimelinePlan, deviations: Deviations, day: date) -> Deviations:
    """Let some of the steps that are due after `day` be late, so that days to come find stalls too."""
    delays = dict(deviations.delays)
    for milestone in Milestone:
        late = draw.integer(5, 150) if draw.chance(LATER) else None
        if late is None or milestone in delays:
            continue
        step = plan.laid(replace(deviations, delays=delays, ended=None)).step(milestone)
        if step is not None and step.due >= day:
            delays[milestone] = late
    return replace(deviations, delays=delays)


def _ended(timeline: Timeline, terminated: date) -> Timeline:
    steps = tuple(
        replace(step, actual=None) if step.actual is not None and step.actual > terminated else step
        for step in timeline.steps
    )
    extensions = tuple(one for one in timeline.extensions if one.approved_on < terminated)
    return replace(timeline, steps=steps, extensions=extensions, terminated=terminated)
