"""The rules of stalls and lights, applied to what is known of a project: the generator sees what it has made.

The product computes the same with code of its own. Nothing of what is answered here is ever delivered.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from zhouqi.sources.county.project_facts import ProjectFacts, Traits
from zhouqi.sources.county.timeline import Milestone

__all__ = ["CAPACITY_DAYS", "DEFAULT_DAYS", "Episode", "Light", "Stall", "episodes", "light"]

DAY = timedelta(days=1)


class Light(StrEnum):
    """A project's light."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Stall:
    """One of the six, by the milestone that is missing: default days, and those of warning and of grace."""

    target: Milestone
    days: int
    warn: int
    grace: int


CAPACITY_DAYS = 1095
"""Default days to full capacity of a plant heavy in assets."""
STALLS = (
    Stall(Milestone.LAND, 180, 30, 30),
    Stall(Milestone.STARTED, 180, 30, 30),
    Stall(Milestone.COMPLETED, 730, 60, 60),
    Stall(Milestone.IN_PRODUCTION, 180, 30, 30),
    Stall(Milestone.SCALED, 365, 60, 60),
    Stall(Milestone.FULL_CAPACITY, 730, 90, 90),
)
DEFAULT_DAYS = {stall.target: stall.days for stall in STALLS}
ORDER = tuple(Milestone)


@dataclass(frozen=True, slots=True)
class Episode:
    """A run of days overdue: its first day, and its first day no more (`None`: it lasts)."""

    target: Milestone
    since: date
    until: date | None


class Unknown(StrEnum):
    """Why a stall is not judged by days."""

    WAITS = "waits"
    UNKNOWN = "unknown"


def episodes(facts: ProjectFacts, today: date) -> list[Episode]:
    """Answer every episode up to the end of `today`."""
    found: list[Episode] = []
    for stall in _applying(facts.traits):
        anchor = _anchor(facts, stall)
        if isinstance(anchor, date):
            found += _runs(facts, stall, anchor, today)
    return found


def light(facts: ProjectFacts, today: date) -> Light:
    """Answer the project's light at the end of `today`.

    A milestone without a day is not reached: its stall runs on and shows its colour.
    """
    applying = _applying(facts.traits)
    shown = {_colour(facts, stall, today) for stall in applying}
    nothing = set(facts.reached) <= {Milestone.SIGNED} and not facts.reached.get(Milestone.SIGNED)
    if nothing and not shown & {Light.RED, Light.YELLOW}:
        return Light.UNKNOWN
    ended = facts.terminated is not None and facts.terminated <= today
    if ended or (applying and all(_reached(facts, stall.target, today) for stall in applying)):
        return Light.GREEN
    return next((one for one in (Light.RED, Light.YELLOW, Light.UNKNOWN) if one in shown), Light.GREEN)


def _reached(facts: ProjectFacts, milestone: Milestone, today: date) -> bool:
    on = facts.reached.get(milestone)
    return on is not None and on <= today


def _applying(traits: Traits | None) -> list[Stall]:
    if traits is None:
        return []
    left_out = {
        Milestone.LAND: not traits.new_land,
        Milestone.COMPLETED: not traits.civil_works,
        Milestone.SCALED: not traits.scale_expected,
    }
    return [stall for stall in STALLS if not left_out.get(stall.target, False)]


def _colour(facts: ProjectFacts, stall: Stall, today: date) -> Light:
    anchor = _anchor(facts, stall)
    if anchor is Unknown.UNKNOWN:
        return Light.UNKNOWN
    ended = facts.terminated is not None and facts.terminated <= today
    if not isinstance(anchor, date) or ended or _reached(facts, stall.target, today):
        return Light.GREEN
    over = (today - _dues(facts, stall, anchor, today)[-1][1]).days
    if over <= -stall.warn:
        return Light.GREEN
    return Light.YELLOW if over <= stall.grace else Light.RED


def _anchor(facts: ProjectFacts, stall: Stall) -> date | Unknown:
    """Answer the day from which the stall's time runs, or why there is none."""
    traits, reached = facts.traits, facts.reached
    match stall.target:
        case Milestone.LAND:
            anchor = Milestone.SIGNED
        case Milestone.STARTED if traits is not None and not traits.new_land:
            if facts.filed is not None:
                return facts.filed
            later = any(one in reached for one in ORDER[ORDER.index(Milestone.STARTED) :])
            return Unknown.UNKNOWN if facts.filing or later else Unknown.WAITS
        case Milestone.STARTED:
            anchor = Milestone.LAND
        case Milestone.COMPLETED:
            anchor = Milestone.STARTED
        case Milestone.IN_PRODUCTION:
            anchor = Milestone.COMPLETED if traits is None or traits.civil_works else Milestone.STARTED
        case _:
            anchor = Milestone.IN_PRODUCTION
    if anchor in reached:
        return reached[anchor] or Unknown.UNKNOWN
    later = any(one in reached for one in ORDER[ORDER.index(anchor) + 1 :])
    return Unknown.UNKNOWN if later else Unknown.WAITS


def _dues(facts: ProjectFacts, stall: Stall, anchor: date, today: date) -> list[tuple[date, date]]:
    """Answer the due days, each with the day from which it holds, in order; the first holds from ever."""
    base = facts.due.get(stall.target)
    if base is None:
        new_land = facts.traits is not None and facts.traits.new_land
        counted = facts.counts_from if stall.target is Milestone.STARTED and new_land else None
        heavy = facts.traits is not None and facts.traits.heavy_asset
        days = CAPACITY_DAYS if stall.target is Milestone.FULL_CAPACITY and heavy else stall.days
        base = (counted or anchor) + timedelta(days=days)
    approved = sorted(
        (one.approved_on, one.due)
        for one in facts.extensions
        if one.milestone is stall.target and one.approved_on <= today
    )
    return [(date.min, base), *approved]


def _runs(facts: ProjectFacts, stall: Stall, anchor: date, today: date) -> list[Episode]:
    dues = _dues(facts, stall, anchor, today)
    ends = [today + DAY, facts.reached.get(stall.target), facts.terminated]
    end = min(day for day in ends if day is not None)
    runs: list[tuple[date, date]] = []
    for number, (holds, due) in enumerate(dues):
        since = max(holds, due + DAY, anchor)
        until = min(dues[number + 1][0] if number + 1 < len(dues) else end, end)
        if since >= until:
            continue
        if runs and runs[-1][1] == since:
            since = runs.pop()[0]
        runs.append((since, until))
    return [Episode(stall.target, since, None if until > today else until) for since, until in runs]
