"""How a project fares: in time, late and recovered, or late and open; and a timeline that fares so.

A fate is drawn for the scenario's day. It is made true by delaying one step of a punctual timeline, so that figures of
a county can be aimed at by choosing fates, while what is delivered are dates only.
"""

from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum

from zhouqi.sources.county.projects import Project
from zhouqi.sources.county.timeline import Milestone, Terms, Timeline, lay
from zhouqi.sources.draw import Draw

__all__ = ["Fate", "draw_timeline"]

LONGEST_RECOVERY = 180
"""Days by which a recovered step was late at most; building can make up for them."""


class Fate(StrEnum):
    """How a project stands on the day that the fate is drawn for."""

    PUNCTUAL = "punctual"
    RECOVERED = "recovered"
    OVERDUE = "overdue"


def draw_timeline(seed: int, project: Project, fate: Fate, day: date, terminated: date | None) -> Timeline:
    """Answer the project's timeline, faring so at the end of `day`.

    A project too young to have missed anything by `day` stays punctual: see `Timeline.ever_late` and `still_late`.
    A day of termination leaves every later step unreached.
    """
    draw = Draw(seed, "timeline", project.serial)
    signed = project.registered - timedelta(days=draw.whole(5, 60))
    terms = _terms(draw, project)
    leads = {milestone: draw.whole(0, 40) for milestone in Milestone}
    lag = draw.whole(10, 75)

    def with_delays(delays: dict[Milestone, int]) -> Timeline:
        return lay(signed, project.registered, terms, leads, delays, lag)

    delays = _delays(Draw(seed, "fate", project.serial), with_delays({}), fate, day)
    timeline = with_delays(delays)
    return timeline if terminated is None else _ended(timeline, terminated)


def _terms(draw: Draw, project: Project) -> Terms:
    capacity = draw.whole(900, 1095) if project.heavy_asset else draw.whole(600, 730)
    return Terms(
        land=draw.whole(90, 240) if project.land is not None else None,
        handover=draw.whole(20, 60),
        start=draw.whole(120, 240),
        build=draw.whole(420, 760) if project.civil_works else None,
        production=draw.whole(60, 180),
        scale=draw.whole(300, 420) if project.scale_expected else None,
        capacity=capacity,
    )


def _delays(draw: Draw, punctual: Timeline, fate: Fate, day: date) -> dict[Milestone, int]:
    """Choose the step to delay, and by how many days, so that the fate holds at the end of `day`."""
    missable = [step for step in punctual.steps if step.due < day]
    if fate is Fate.PUNCTUAL or not missable:
        return {}
    if fate is Fate.RECOVERED:
        step = draw.one_of(missable)
        return {step.milestone: draw.whole(1, min(LONGEST_RECOVERY, (day - step.due).days))}
    step = missable[-1]
    return {step.milestone: (day - step.due).days + draw.whole(10, 300)}


def _ended(timeline: Timeline, terminated: date) -> Timeline:
    steps = tuple(
        replace(step, actual=None) if step.actual is not None and step.actual > terminated else step
        for step in timeline.steps
    )
    return replace(timeline, steps=steps, terminated=terminated)
