"""What the sources lack of each project: by rates, or so that the county's figures are exactly those aimed at."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from zhouqi.sources.county.applicable_kinds import applicable_kinds
from zhouqi.sources.county.coverage import Coverage
from zhouqi.sources.county.project_facts import project_facts
from zhouqi.sources.county.project_truth import ProjectTruth
from zhouqi.sources.county.punctuality import Outcome, outcome
from zhouqi.sources.county.record import Kind
from zhouqi.sources.county.records import records_of
from zhouqi.sources.county.stall_rules import Light, light
from zhouqi.sources.county.timeline import Milestone
from zhouqi.sources.scenario import Aims, Scenario
from zhouqi.sources.seeded_random import SeededRandom

__all__ = ["connected_kinds", "draw_coverage", "with_aimed_coverage", "with_drawn_coverage"]

Alternative = Callable[[ProjectTruth], Coverage | None]
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


def draw_coverage(scenario: Scenario, seed: int, truth: ProjectTruth) -> Coverage:
    """Answer what the sources lack of a project, by rates."""
    rates, draw = scenario.coverage, SeededRandom(seed, "coverage", truth.project.serial)
    coverage = Coverage(truth.project.registered + timedelta(days=draw.integer(0, 10)))
    if _spared(scenario, seed, truth):
        return coverage
    gaps: dict[Kind, date | None] = {}
    for name, share in rates.gap.items():
        filled = _filled(draw, scenario, truth)
        if draw.chance(share):
            gaps[Kind(name)] = filled
    if Kind.PERMIT in gaps:
        gaps |= dict.fromkeys((Kind.PERMIT, *SITE_KINDS))
    return replace(coverage, gaps=gaps)


def with_drawn_coverage(scenario: Scenario, seed: int, truth: ProjectTruth) -> ProjectTruth:
    """Answer a project with what the sources lack of it, by rates, also of what decides how it is judged."""
    truth = replace(truth, coverage=draw_coverage(scenario, seed, truth))
    if truth.project.registered <= scenario.calendar.scenario_day and not _spared(scenario, seed, truth):
        truth = _incomplete(scenario, seed, truth)
    rates, draw = scenario.coverage, SeededRandom(seed, "coverage", "decisive", truth.project.serial)
    day = scenario.calendar.scenario_day
    undated, reported = draw.chance(rates.undated), draw.chance(rates.reported)
    milestone = draw.one_of((Milestone.SIGNED, Milestone.SIGNED, Milestone.LAND, Milestone.COMPLETED))
    if truth.project.registered > day:
        return truth
    if undated:
        return replace(truth, coverage=replace(truth.coverage, undated=milestone))
    coverage = _reporting(scenario, Milestone.COMPLETED, truth) if reported else None
    return truth if coverage is None else replace(truth, coverage=coverage)


def with_aimed_coverage(
    scenario: Scenario, seed: int, aims: Aims, projects: Sequence[ProjectTruth]
) -> list[ProjectTruth]:
    """Answer the projects with what the sources lack of each, so that exactly as many are undated, reported by their
    agents and in full view as the aims say, and all are late or not as before. Raises `ValueError` if they can't be.
    """
    day = scenario.calendar.scenario_day
    county = [replace(truth, coverage=draw_coverage(scenario, seed, truth)) for truth in projects]

    def choose(name: str, number: int, able: Alternative, *, or_fewer: bool = False) -> set[int]:
        draw = SeededRandom(seed, "aims", name)
        chosen: set[int] = set()
        for place in sorted(range(len(county)), key=lambda place: (draw.integer(0, 1_000_000), place)):
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
    return [
        truth if place in full else _incomplete(scenario, seed, truth) for place, truth in enumerate(county)
    ]


def _reporting(scenario: Scenario, milestone: Milestone, truth: ProjectTruth) -> Coverage | None:
    """Leave it to the agent to report a milestone (and the start of production with the completion)."""
    day, timeline = scenario.calendar.scenario_day, truth.timeline
    reached = timeline.reached(milestone)
    if (
        reached is None
        or not day - LONG_AGO <= reached <= day - WEEKS_AGO
        or timeline.terminated is not None
        or truth.ends is not None
        or truth.coverage.agreed > day
        or len({one.says.township_code for one in truth.registered}) > 1
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
    draw = SeededRandom(truth.project.record_id, "reported", milestone)
    later = day + timedelta(days=draw.integer(20, 150)) if draw.chance(0.5) else None
    coverage = replace(truth.coverage, gaps={**truth.coverage.gaps, kind: later}, reported=reported)
    return coverage if _judged(truth, coverage, day) == _judged(truth, truth.coverage, day) else None


def _undated(milestone: Milestone, day: date, truth: ProjectTruth) -> Coverage | None:
    """Leave the day of a milestone unsaid, where only the light follows from that: it becomes unknown."""
    coverage = replace(truth.coverage, undated=milestone)
    free = truth.coverage.undated is None and not truth.coverage.reported and truth.project.land is not None
    before, _ = _judged(truth, truth.coverage, day)
    able = before is Outcome.NEVER and _judged(truth, coverage, day) == (before, Light.UNKNOWN)
    return coverage if able and free else None


def _judged(truth: ProjectTruth, coverage: Coverage, day: date) -> tuple[Outcome, Light]:
    found = project_facts(truth.project, truth.timeline, coverage, day)
    return outcome(truth.project, truth.timeline, coverage, day), light(found, day)


def _complete(scenario: Scenario, seed: int, truth: ProjectTruth) -> Coverage | None:
    """Fill the gaps among the kinds that apply today, where there is something to fill them with."""
    applies = _applying(truth, scenario.calendar.scenario_day)
    gaps = {kind: filled for kind, filled in truth.coverage.gaps.items() if kind not in applies}
    coverage = replace(truth.coverage, gaps=gaps)
    filled = replace(truth, coverage=coverage)
    able = not truth.coverage.reported and connected_kinds(scenario, seed, filled) == applies
    return coverage if able else None


def _incomplete(scenario: Scenario, seed: int, truth: ProjectTruth) -> ProjectTruth:
    """Make sure that a kind is lacking today."""
    applies = _applying(truth, scenario.calendar.scenario_day)
    if connected_kinds(scenario, seed, truth) != applies:
        return truth
    draw = SeededRandom(seed, "lacking", truth.project.serial)
    able = [kind for kind in DROPPABLE if kind in applies]
    kind, filled = Kind.FILING, scenario.calendar.scenario_day + timedelta(days=draw.integer(2, 15))
    gap: dict[Kind, date | None] = {draw.one_of(able): None} if able else {kind: filled}
    return replace(truth, coverage=replace(truth.coverage, gaps={**truth.coverage.gaps, **gap}))


def _spared(scenario: Scenario, seed: int, truth: ProjectTruth) -> bool:
    """Answer whether every source has everything of a project, by rate."""
    return SeededRandom(seed, "coverage", "complete", truth.project.serial).chance(scenario.coverage.complete)


def connected_kinds(scenario: Scenario, seed: int, truth: ProjectTruth) -> frozenset[Kind]:
    """Answer the kinds of which a project has records by the end of the scenario's day."""
    day = scenario.calendar.scenario_day

    def begun(kind: Kind) -> bool:
        first = next(records_of(scenario, seed, kind, truth), None)
        return first is not None and first.begins <= day

    return frozenset(kind for kind in _applying(truth, day) if begun(kind))


def _applying(truth: ProjectTruth, day: date) -> frozenset[Kind]:
    return applicable_kinds(project_facts(truth.project, truth.timeline, truth.coverage, day))


def _filled(draw: SeededRandom, scenario: Scenario, truth: ProjectTruth) -> date | None:
    """Answer the day on which a gap is filled, after the scenario's day and after registration, or never."""
    day = max(scenario.calendar.scenario_day, truth.project.registered) + timedelta(days=draw.integer(3, 240))
    return day if draw.chance(scenario.coverage.filled) else None
