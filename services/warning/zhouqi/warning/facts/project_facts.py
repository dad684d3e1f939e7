"""What is known of a project, as far as its stalls and its light depend on it. Pure."""

from __future__ import annotations

from datetime import date

import msgspec

from zhouqi.events import Fact
from zhouqi.events.contracts.lifecycle import (
    MilestoneCorrected,
    MilestoneExtended,
    MilestonePlanned,
    MilestoneReached,
    ProjectResumed,
    ProjectSigned,
    ProjectTerminated,
)
from zhouqi.events.contracts.milestone import Milestone


class AgreedTraits(msgspec.Struct, frozen=True, kw_only=True):
    """What the agreement says of the project's kind, and whether and when it was filed."""

    new_land: bool
    civil_works: bool
    scale_expected: bool
    heavy_asset: bool
    filed: bool = False
    filed_on: date | None = None


class Reached(msgspec.Struct, frozen=True):
    """A milestone was reached, ``on`` a day if that is known; the next term may count from another day."""

    on: date | None = None
    counts_from: date | None = None


class Extension(msgspec.Struct, frozen=True, order=True):
    """A later due day that counts from its approval on. Sorted by approval."""

    approved_on: date
    due: date
    milestone: Milestone
    basis: str


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """All of it. ``agreed`` is None while no agreement is on record: which stalls apply is not known then."""

    agreed: AgreedTraits | None = None
    due: dict[Milestone, date] = {}
    reached: dict[Milestone, Reached] = {}
    extensions: tuple[Extension, ...] = ()
    terminated_on: date | None = None


def evolve(facts: Facts, fact: Fact) -> Facts:
    """The facts after one more; total, and indifferent to what it does not know."""
    match fact:
        case ProjectSigned():
            fields = {name: getattr(fact, name) for name in AgreedTraits.__struct_fields__}
            after = msgspec.structs.replace(facts, agreed=AgreedTraits(**fields))
        case MilestonePlanned():
            due = {milestone: day for milestone, day in facts.due.items() if milestone is not fact.milestone}
            if fact.due is not None:
                due[fact.milestone] = fact.due
            after = msgspec.structs.replace(facts, due=due)
        case MilestoneReached():
            after = _reached(facts, fact)
        case MilestoneCorrected():
            after = _reached(facts, fact) if fact.reached else _not_reached(facts, fact.milestone)
        case MilestoneExtended():
            after = _extended(facts, fact)
        case ProjectTerminated():
            after = msgspec.structs.replace(facts, terminated_on=fact.on)
        case ProjectResumed():
            after = msgspec.structs.replace(facts, terminated_on=None)
        case _:
            after = facts
    return after


def _reached(facts: Facts, fact: MilestoneReached | MilestoneCorrected) -> Facts:
    reached = {**facts.reached, fact.milestone: Reached(fact.on, fact.counts_from)}
    return msgspec.structs.replace(facts, reached=reached)


def _not_reached(facts: Facts, milestone: Milestone) -> Facts:
    """Without the signature there is no agreement, and nothing of what it said."""
    reached = {one: known for one, known in facts.reached.items() if one is not milestone}
    agreed = None if milestone is Milestone.SIGNED else facts.agreed
    return msgspec.structs.replace(facts, reached=reached, agreed=agreed)


def _extended(facts: Facts, fact: MilestoneExtended) -> Facts:
    key = (fact.milestone, fact.approved_on, fact.basis)
    kept = [one for one in facts.extensions if (one.milestone, one.approved_on, one.basis) != key]
    if fact.due is not None:
        kept.append(Extension(fact.approved_on, fact.due, fact.milestone, fact.basis))
    return msgspec.structs.replace(facts, extensions=tuple(sorted(kept)))
