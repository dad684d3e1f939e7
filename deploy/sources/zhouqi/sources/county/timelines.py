"""Who is in time and who is late: by rates, or chosen so that the county's figures are exactly those aimed at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zhouqi.sources.county.projects import Project
from zhouqi.sources.county.punctuality import Punctuality, draw_timeline
from zhouqi.sources.county.timeline import Timeline
from zhouqi.sources.scenario import Aims, PaceRates
from zhouqi.sources.seeded_random import SeededRandom

__all__ = ["ProjectDraft", "draw_punctuality", "timeline_of", "timelines_to_aims"]

PATIENCE = 40
"""Attempts to draw a punctual course; nearly every one is."""


@dataclass(frozen=True, slots=True)
class ProjectDraft:
    """A project without its timeline yet; `terminated`: it ended on that day, in time with everything until then."""

    project: Project
    terminated: date | None


def draw_punctuality(draw: SeededRandom, pace: PaceRates) -> Punctuality:
    """Answer how a project fares, by rates."""
    late = {
        Punctuality.RECOVERED: pace.recovered,
        Punctuality.EXTENDED: pace.extended,
        Punctuality.ENDED: pace.ended,
        Punctuality.OVERDUE: pace.overdue,
    }
    return draw.weighted({Punctuality.PUNCTUAL: max(1 - sum(late.values()), 0), **late})


def timeline_of(seed: int, draft: ProjectDraft, punctuality: Punctuality, day: date) -> Timeline:
    """Answer a timeline that fares so; a project that is too young for it, or has ended, is punctual."""
    timeline = None
    if punctuality is not Punctuality.PUNCTUAL and draft.terminated is None:
        timeline = draw_timeline(seed, draft.project, punctuality, day)
    if timeline is None:
        timeline = draw_timeline(seed, draft.project, Punctuality.PUNCTUAL, day, draft.terminated, PATIENCE)
    if timeline is None:
        raise ValueError(f"project {draft.project.serial} can't be in time")
    return timeline


def timelines_to_aims(
    seed: int, drafts: Sequence[ProjectDraft], aims: Aims, day: date
) -> Mapping[int, Timeline]:
    """Answer a timeline for each project by its serial, so that exactly as many are late as the aims say.

    Raises `ValueError` when the county has not enough projects that can be.
    """
    cleared = aims.ever_late - aims.still_late
    wanted = {
        Punctuality.OVERDUE: aims.still_late,
        Punctuality.ENDED: aims.cleared_by_termination,
        Punctuality.EXTENDED: aims.cleared_by_extension,
        Punctuality.RECOVERED: cleared - aims.cleared_by_extension - aims.cleared_by_termination,
    }
    draw = SeededRandom(seed, "fates")
    order = sorted(drafts, key=lambda draft: (draw.integer(0, 1_000_000), draft.project.serial))
    free = [draft for draft in order if draft.terminated is None]
    chosen: dict[int, Timeline] = {}
    for punctuality, number in wanted.items():
        found = 0
        for draft in free:
            if found == number:
                break
            if draft.project.serial in chosen:
                continue
            timeline = draw_timeline(seed, draft.project, punctuality, day)
            if timeline is not None:
                chosen[draft.project.serial] = timeline
                found += 1
        if found < number:
            raise ValueError(f"only {found} projects of {number} can be {punctuality}")
    for draft in drafts:
        if draft.project.serial not in chosen:
            chosen[draft.project.serial] = timeline_of(seed, draft, Punctuality.PUNCTUAL, day)
    return chosen
