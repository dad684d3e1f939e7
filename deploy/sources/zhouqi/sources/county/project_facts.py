"""Where a project stands by what the county's systems say of it, as the rules of stalls and connection ask for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from zhouqi.sources.county.coverage import Coverage
from zhouqi.sources.county.projects import Project
from zhouqi.sources.county.record import Kind
from zhouqi.sources.county.timeline import DueBasis, Extension, Milestone, Timeline

__all__ = ["ProjectFacts", "Traits", "project_facts"]


@dataclass(frozen=True, slots=True)
class Traits:
    """What a project's agreement says of its kind."""

    new_land: bool
    civil_works: bool
    scale_expected: bool
    heavy_asset: bool


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """The facts by which a project is judged.

    `traits` is `None` while there is no agreement. `reached` holds `None` for a milestone that is reached nobody says
    when. `filing`: there is a filing; `filed`: its day, if said. `due` are days that documents state, not defaults;
    `counts_from` is the day from which the term of the start runs where that is not the day of the land contract.
    """

    traits: Traits | None
    reached: Mapping[Milestone, date | None] = field(default_factory=dict)
    filing: bool = False
    filed: date | None = None
    due: Mapping[Milestone, date] = field(default_factory=dict)
    counts_from: date | None = None
    extensions: tuple[Extension, ...] = ()
    terminated: date | None = None


def project_facts(project: Project, timeline: Timeline, coverage: Coverage, day: date) -> ProjectFacts:
    """Answer where a project stands at the end of `day`, given that all of its records say what is true by then.

    But for what `coverage` says: a day that no source says, and milestones that its agent reported instead. The place
    that a project without new land rents is left out: nothing follows from it but that the project has begun to exist.
    """
    known = {
        step.milestone: step.actual
        for step in timeline.steps
        if step.actual is not None and step.actual <= day
    }
    agreed = coverage.agreed <= day
    if agreed:
        known[Milestone.SIGNED] = timeline.signed
    if not project.civil_works and Milestone.IN_PRODUCTION in known:
        known[Milestone.COMPLETED] = known[Milestone.IN_PRODUCTION]
    reached: dict[Milestone, date | None] = dict(known)
    if coverage.undated in known:
        reached[coverage.undated] = None
    traits = Traits(
        project.land is not None, project.civil_works, project.scale_expected, project.heavy_asset
    )
    supplied = Milestone.LAND in known and Milestone.LAND not in coverage.reported
    stated = supplied or (agreed and Milestone.LAND in coverage.reported)
    lacking = coverage.gaps.get(Kind.FILING)
    filing = timeline.filed <= day and (lacking is None or lacking <= day)
    return ProjectFacts(
        traits=traits if agreed else None,
        reached=reached,
        filing=filing,
        filed=timeline.filed if filing else None,
        due=_due(timeline, reached, agreed=agreed, stated=stated, built=_built(project)),
        counts_from=timeline.handover if supplied else None,
        extensions=tuple(one for one in timeline.extensions if agreed and one.approved_on <= day),
        terminated=timeline.terminated if timeline.terminated and timeline.terminated <= day else None,
    )


def _built(project: Project) -> Milestone:
    """Answer the milestone from which the term of production runs."""
    return Milestone.COMPLETED if project.civil_works else Milestone.STARTED


def _due(
    timeline: Timeline,
    reached: Mapping[Milestone, date | None],
    *,
    agreed: bool,
    stated: bool,
    built: Milestone,
) -> dict[Milestone, date]:
    """Answer the due days that the documents at hand state, or that follow from the terms in them."""
    basis, terms = timeline.terms.basis, timeline.terms
    at_hand = {DueBasis.AGREEMENT: agreed, DueBasis.LAND: stated, DueBasis.DEFAULT: False}
    due: dict[Milestone, date] = {}
    for step in timeline.steps:
        if not at_hand[basis.get(step.milestone, DueBasis.AGREEMENT)]:
            continue
        match step.milestone:
            case Milestone.IN_PRODUCTION:
                since, days = reached.get(built), terms.production
            case Milestone.SCALED:
                since, days = reached.get(Milestone.IN_PRODUCTION), terms.scale or 0
            case Milestone.FULL_CAPACITY:
                since, days = reached.get(Milestone.IN_PRODUCTION), terms.capacity
            case _:
                since, days = step.due, 0
        if since is not None:
            due[step.milestone] = since + timedelta(days=days)
    return due
