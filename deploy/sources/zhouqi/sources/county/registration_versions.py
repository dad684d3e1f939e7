"""The registration of a project as dated truth: one version from each day on which something changed.

Changes are true ones: an investment revised, a completion postponed, a name altered, a registration withdrawn. What
the source makes of them is another matter.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from zhouqi.sources.county.projects import Project
from zhouqi.sources.county.registration import (
    COMMON,
    Registration,
    Revision,
    moved_later,
    restored,
    reverted,
    withdrawn,
)
from zhouqi.sources.county.timeline import Milestone, Timeline
from zhouqi.sources.scenario.model import ChangeRates
from zhouqi.sources.seeded_random import SeededRandom

__all__ = ["RegistrationVersion", "Withdrawal", "draw_versions"]

TOLERATED_SLIP = timedelta(days=20)
"""A start that is late by no more than this leaves the registered plan as it is."""


@dataclass(frozen=True, slots=True)
class RegistrationVersion:
    """What is true from `since` on, until the next version begins."""

    since: date
    says: Registration


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The day on which a registration is withdrawn, and the later day on which it is restored, if ever."""

    day: date
    restored: date | None = None


def draw_versions(
    seed: int, project: Project, timeline: Timeline, rates: ChangeRates, withdrawal: Withdrawal | None
) -> tuple[RegistrationVersion, ...]:
    """Answer all versions of a project's registration, at most one a day, each different from the one before.

    A withdrawal comes after the registration; one that is not restored is the last version.
    """
    draw = SeededRandom(seed, "registration", project.serial)
    revisions = _revisions(draw, timeline, rates)
    if withdrawal is not None:
        revisions = _around(withdrawal, revisions)
    versions = [RegistrationVersion(project.registered, _first(draw, project, timeline))]
    before = versions[0].says
    for day in sorted(revisions):
        now = versions[-1].says
        revised = revisions[day](draw, now, before)
        if revised != now:
            before = now
            versions.append(RegistrationVersion(day, revised))
    return tuple(versions)


def _first(draw: SeededRandom, project: Project, timeline: Timeline) -> Registration:
    return Registration(
        project_code=project.code,
        project_name=project.name,
        enterprise_code=project.enterprise.code,
        enterprise_name=project.enterprise.name,
        township_code=project.township.code,
        industry_code=project.enterprise.industry.code[: draw.weighted({5: 86, 4: 6, 3: 8})],
        construction_nature=project.nature.value,
        total_investment=project.investment,
        land_area_mu=project.land,
        planned_start=_due(timeline, Milestone.STARTED) - timedelta(days=draw.integer(0, 20)),
        planned_completion=_due(timeline, Milestone.COMPLETED) - timedelta(days=draw.integer(0, 20)),
        registered_on=project.registered,
        withdrawn=False,
    )


def _due(timeline: Timeline, milestone: Milestone) -> date:
    """Answer the day agreed; where nothing is built, that of the start of production stands for completion."""
    step = timeline.step(milestone) or timeline.step(Milestone.IN_PRODUCTION)
    return timeline.registered if step is None else step.due


def _revisions(draw: SeededRandom, timeline: Timeline, rates: ChangeRates) -> dict[date, Revision]:
    """Draw the days of revision, from the day after registration until production starts or the project ends."""
    first = timeline.registered + timedelta(days=1)
    producing = timeline.step(Milestone.IN_PRODUCTION)
    last = (producing.actual if producing is not None else None) or timeline.terminated or first
    revisions: dict[date, Revision] = {}
    for _ in range((last - first).days // 30):
        if not draw.chance(rates.per_year * 30 / 365):
            continue
        day = draw.day(first, last)
        revisions[day] = draw.weighted(COMMON)
        if draw.chance(rates.reverted):
            revisions.setdefault(day + timedelta(days=draw.integer(5, 120)), reverted)
    start = timeline.step(Milestone.STARTED)
    if start is not None and start.actual is not None and start.actual - start.due > TOLERATED_SLIP:
        revisions[start.due + timedelta(days=draw.integer(1, 15))] = moved_later(start.actual - start.due)
    return revisions


def _around(withdrawal: Withdrawal, revisions: dict[date, Revision]) -> dict[date, Revision]:
    """Add the withdrawal, and leave out what would revise a withdrawn registration."""
    back = withdrawal.restored
    kept = {
        day: revision
        for day, revision in revisions.items()
        if day < withdrawal.day or (back is not None and day > back)
    }
    kept[withdrawal.day] = withdrawn
    if back is not None:
        kept[back] = restored
    return kept
