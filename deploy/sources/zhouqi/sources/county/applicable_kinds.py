"""The county's rules of connection: which kinds of record a project should have, by where it stands."""

from zhouqi.sources.county.project_facts import ProjectFacts
from zhouqi.sources.county.record import Kind
from zhouqi.sources.county.timeline import Milestone

__all__ = ["applicable_kinds"]


def applicable_kinds(facts: ProjectFacts) -> frozenset[Kind]:
    """Answer the kinds that apply to a project of which that is known."""
    always = frozenset({Kind.PROJECT, Kind.AGREEMENT, Kind.FILING})
    traits, reached = facts.traits, facts.reached
    if traits is None:
        return always
    supplied = traits.new_land and Milestone.LAND in reached
    prepared = supplied or (not traits.new_land and Milestone.SIGNED in reached)
    started, completed = Milestone.STARTED in reached, Milestone.COMPLETED in reached
    producing, building = Milestone.IN_PRODUCTION in reached, traits.civil_works and started
    applies = {
        Kind.LAND: supplied,
        Kind.ENERGY: prepared,
        Kind.ENVIRONMENT: prepared,
        Kind.PLANNING: supplied,
        Kind.PERMIT: building,
        Kind.STATISTICS: started,
        Kind.INVESTMENT: started,
        Kind.ATTENDANCE: building and not completed,
        Kind.SITE: building,
        Kind.ACCEPTANCE: completed,
        Kind.INPUTS: completed if traits.civil_works else producing,
        Kind.SALES: producing,
        Kind.TAX: producing,
        Kind.PAYMENT: traits.scale_expected and Milestone.SCALED in reached,
        Kind.PERFORMANCE: Milestone.FULL_CAPACITY in reached,
    }
    return always | {kind for kind, holds in applies.items() if holds}
