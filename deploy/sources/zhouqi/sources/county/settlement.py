"""Who fares how: fates by rates, or chosen so that the county's figures are exactly those aimed at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zhouqi.sources.county.fate import Fate, draw_timeline
from zhouqi.sources.county.projects import Project
from zhouqi.sources.county.timeline import Timeline
from zhouqi.sources.draw import Draw
from zhouqi.sources.scenario import Aims, PaceRates

__all__ = ["Draft", "drawn_fate", "fared", "settle"]

PATIENCE = 40
"""Attempts to draw a punctual course; nearly every one is."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A project whose fate is open; `terminated`: it ended on that day, in time with everything until then."""

    project: Project
    terminated: date | None


def drawn_fate(draw: Draw, pace: PaceRates) -> Fate:
    """Answer a fate by rates."""
    late = {
        Fate.RECOVERED: pace.recovered,
        Fate.EXTENDED: pace.extended,
        Fate.ENDED: pace.ended,
        Fate.OVERDUE: pace.overdue,
    }
    return draw.weighted({Fate.PUNCTUAL: max(1 - sum(late.values()), 0), **late})


def fared(seed: int, draft: Draft, fate: Fate, day: date) -> Timeline:
    """Answer a timeline of that fate; a project that is too young for it, or has ended, is punctual."""
    timeline = None
    if fate is not Fate.PUNCTUAL and draft.terminated is None:
        timeline = draw_timeline(seed, draft.project, fate, day)
    if timeline is None:
        timeline = draw_timeline(seed, draft.project, Fate.PUNCTUAL, day, draft.terminated, PATIENCE)
    if timeline is None:
        raise ValueError(f"project {draft.project.serial} can't be in time")
    return timeline


def settle(seed: int, drafts: Sequence[Draft], aims: Aims, day: date) -> Mapping[int, Timeline]:
    """Answer a timeline for each project by its serial, so that exactly as many are late as the aims say.

    Raises `ValueError` when the county has not enough projects that can be.
    """
    cleared = aims.ever_late - aims.still_late
    wanted = {
        Fate.OVERDUE: aims.still_late,
        Fate.ENDED: aims.cleared_by_termination,
        Fate.EXTENDED: aims.cleared_by_extension,
        Fate.RECOVERED: cleared - aims.cleared_by_extension - aims.cleared_by_termination,
    }
    draw = Draw(seed, "fates")
    order = sorted(drafts, key=lambda draft: (draw.whole(0, 1_000_000), draft.project.serial))
    free = [draft for draft in order if draft.terminated is None]
    settled: dict[int, Timeline] = {}
    for fate, number in wanted.items():
        found = 0
        for draft in free:
            if found == number:
                break
            if draft.project.serial in settled:
                continue
            timeline = draw_timeline(seed, draft.project, fate, day)
            if timeline is not None:
                settled[draft.project.serial] = timeline
                found += 1
        if found < number:
            raise ValueError(f"only {found} projects of {number} can be {fate}")
    for draft in drafts:
        if draft.project.serial not in settled:
            settled[draft.project.serial] = fared(seed, draft, Fate.PUNCTUAL, day)
    return settled
