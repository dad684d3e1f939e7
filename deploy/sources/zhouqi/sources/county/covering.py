"""What the sources lack of each project: by rates, or so that the county's figures are exactly those aimed at."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from zhouqi.sources.county.connection import applicable
from zhouqi.sources.county.coverage import Coverage
from zhouqi.sources.county.fate import Outcome, outcome
from zhouqi.sources.county.judgement import Light, light
from zhouqi.sources.county.life import Life
from zhouqi.sources.county.record import Kind
from zhouqi.sources.county.records import records_of
from zhouqi.sources.county.standing import standing
from zhouqi.sources.county.timeline import Milestone
from zhouqi.sources.draw import Draw
from zhouqi.sources.scenario import Aims, Scenario

__all__ = ["aimed", "connected", "covered", "drawn"]

Able = Callable[[Life], Coverage | None]
"""Answers how a project may be covered otherwise, or `None` where it can't be."""

SITE_KINDS = (Kind.SITE, Kind.ATTENDANCE)
DROPPABLE = (
    Kind.ENERGY,
    Kind.ENVIRONMENT,
    Kind.PLANNING,
    Kind.INVESTMENT,
    Kind.ATTENDANCE,
    Kind.INPUTS,
    Kind.SALES,
    Kind.TAX,
    Kind.PAYMENT,
)
"""Kinds that a project may lack without being judged otherwise."""
WEEKS_AGO = timedelta(days=25)
LONG_AGO = timedelta(days=700)


def drawn(scenario: Scenario, seed: int, life: Life) -> Coverage:
    """Answer what the sources lack of a project, by rates."""
    rates, draw = scenario.coverage, Draw(seed, "coverage", life.project.serial)
    coverage = Coverage(life.project.registered + timedelta(days=draw.whole(0, 10)))
    if _spared(scenario, seed, life):
        return coverage
    gaps: dict[Kind, date | None] = {}
    for name, share in rates.gap.items():
        filled = _filled(draw, scenario, life)
        if draw.chance(share):
            gaps[Kind(name)] = filled
    if Kind.PERMIT in gaps:
        gaps |= dict.fromkeys((Kind.PERMIT, *SITE_KINDS))
    return replace(coverage, gaps=gaps)


def covered(scenario: Scenario, seed: int, life: Life) -> Life:
    """Answer a project with what the sources lack of it, by rates, also of what decides how it is judged."""
    life = replace(life, coverage=drawn(scenario, seed, life))
    if life.project.registered <= scenario.calendar.scenario_day and not _spared(scenario, seed, life):
        life = _incomplete(scenario, seed, life)
    rates, draw = scenario.coverage, Draw(seed, "coverage", "decisive", life.project.serial)
    day = scenario.calendar.scenario_day
    undated, reported = draw.chance(rates.undated), draw.chance(rates.reported)
    milestone = draw.one_of((Milestone.SIGNED, Milestone.SIGNED, Milestone.LAND, Milestone.COMPLETED))
    if life.project.registered > day:
        return life
    if undated:
        return replace(life, coverage=replace(life.coverage, undated=milestone))
    coverage = _reporting(scenario, Milestone.COMPLETED, life) if reported else None
    return life if coverage is None else replace(life, coverage=coverage)


def aimed(scenario: Scenario, seed: int, aims: Aims, lives: Sequence[Life]) -> list[Life]:
    """Answer the projects with what the sources lack of each, so that exactly as many are undated, reported by their
    agents and in full view as the aims say, and all are late or not as before. Raises `ValueError` if they can't be.
    """
    day = scenario.calendar.scenario_day
    county = [replace(life, coverage=drawn(scenario, seed, life)) for life in lives]

    def choose(name: str, number: int, able: Able, *, or_fewer: bool = False) -> set[int]:
        draw = Draw(seed, "aims", name)
        chosen: set[int] = set()
        for place in sorted(range(len(county)), key=lambda place: (draw.whole(0, 1_000_000), place)):
            if len(chosen) == number:
                break
            coverage = able(county[place])
            if coverage is not None:
                county[place] = replace(county[place], coverage=coverage)
                chosen.add(place)
        if len(chosen) < number and not or_fewer:
            raise ValueError(f"only {len(chosen)} projects of {number} can be {name}")
        return chosen

    for name, number, milestone in (
        ("reported land", aims.reported_land, Milestone.LAND),
        ("reported completion", aims.reported_completion, Milestone.COMPLETED),
    ):
        choose(name, number, partial(_reporting, scenario, milestone))
    undated: set[int] = set()
    for milestone in (Milestone.LAND, Milestone.COMPLETED):
        able = partial(_undated, milestone, day)
        undated |= choose(f"undated {milestone}", aims.undated // 4, able, or_fewer=True)
    choose("undated", aims.undated - len(undated), partial(_undated, Milestone.SIGNED, day))
    full = choose("full view", aims.full_view, partial(_complete, scenario, seed))
    return [life if place in full else _incomplete(scenario, seed, life) for place, life in enumerate(county)]


def _reporting(scenario: Scenario, milestone: Milestone, life: Life) -> Coverage | None:
    """Leave it to the agent to report a milestone (and the start of production with the completion)."""
    day, timeline = scenario.calendar.scenario_day, life.timeline
    reached = timeline.reached(milestone)
    if (
        reached is None
        or not day - LONG_AGO <= reached <= day - WEEKS_AGO
        or timeline.terminated is not None
        or life.ends is not None
        or life.coverage.agreed > day
        or len({one.says.township_code for one in life.registered}) > 1
    ):
        return None
    reported: tuple[Milestone, ...] = (milestone,)
    kind = Kind.LAND
    if milestone is Milestone.COMPLETED:
        kind = Kind.ACCEPTANCE
        producing = timeline.reached(Milestone.IN_PRODUCTION)
        if producing is not None and producing <= day:
            reported = (milestone, Milestone.IN_PRODUCTION)
            if producing > day - WEEKS_AGO:
                return None
    draw = Draw(life.project.record_id, "reported", milestone)
    later = day + timedelta(days=draw.whole(20, 150)) if draw.chance(0.5) else None
    coverage = replace(life.coverage, gaps={**life.coverage.gaps, kind: later}, reported=reported)
    return coverage if _judged(life, coverage, day) == _judged(life, life.coverage, day) else None


def _undated(milestone: Milestone, day: date, life: Life) -> Coverage | None:
    """Leave the day of a milestone unsaid, where only the light follows from that: it becomes unknown."""
    coverage = replace(life.coverage, undated=milestone)
    free = life.coverage.undated is None and not life.coverage.reported and life.project.land is not None
    before, _ = _judged(life, life.coverage, day)
    able = before is Outcome.NEVER and _judged(life, coverage, day) == (before, Light.UNKNOWN)
    return coverage if able and free else None


def _judged(life: Life, coverage: Coverage, day: date) -> tuple[Outcome, Light]:
    found = standing(life.project, life.timeline, coverage, day)
    return outcome(life.project, life.timeline, coverage, day), light(found, day)


def _complete(scenario: Scenario, seed: int, life: Life) -> Coverage | None:
    """Fill the gaps among the kinds that apply today, where there is something to fill them with."""
    applies = _applying(life, scenario.calendar.scenario_day)
    gaps = {kind: filled for kind, filled in life.coverage.gaps.items() if kind not in applies}
    coverage = replace(life.coverage, gaps=gaps)
    filled = replace(life, coverage=coverage)
    able = not life.coverage.reported and connected(scenario, seed, filled) == applies
    return coverage if able else None


def _incomplete(scenario: Scenario, seed: int, life: Life) -> Life:
    """Make sure that a kind is lacking today."""
    applies = _applying(life, scenario.calendar.scenario_day)
    if connected(scenario, seed, life) != applies:
        return life
    draw = Draw(seed, "lacking", life.project.serial)
    able = [kind for kind in DROPPABLE if kind in applies]
    kind, filled = Kind.FILING, scenario.calendar.scenario_day + timedelta(days=draw.whole(2, 15))
    gap: dict[Kind, date | None] = {draw.one_of(able): None} if able else {kind: filled}
    return replace(life, coverage=replace(life.coverage, gaps={**life.coverage.gaps, **gap}))


def _spared(scenario: Scenario, seed: int, life: Life) -> bool:
    """Answer whether every source has everything of a project, by rate."""
    return Draw(seed, "coverage", "complete", life.project.serial).chance(scenario.coverage.complete)


def connected(scenario: Scenario, seed: int, life: Life) -> frozenset[Kind]:
    """Answer the kinds of which a project has records by the end of the scenario's day."""
    day = scenario.calendar.scenario_day

    def begun(kind: Kind) -> bool:
        first = next(records_of(scenario, seed, kind, life), None)
        return first is not None and first.begins <= day

    return frozenset(kind for kind in _applying(life, day) if begun(kind))


def _applying(life: Life, day: date) -> frozenset[Kind]:
    return applicable(standing(life.project, life.timeline, life.coverage, day))


def _filled(draw: Draw, scenario: Scenario, life: Life) -> date | None:
    """Answer the day on which a gap is filled, after the scenario's day and after registration, or never."""
    day = max(scenario.calendar.scenario_day, life.project.registered) + timedelta(days=draw.whole(3, 240))
    return day if draw.chance(scenario.coverage.filled) else None
