"""What the records that matter say of a project's milestones: each kind cut down to that. Pure."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeAlias

import msgspec

from zhouqi.events import Fact
from zhouqi.events.contracts.ingest import (
    AcceptanceRecorded,
    AgreementReviewed,
    LandSupplied,
    PerformanceEvaluated,
    ProjectFiled,
    RecordFact,
    SitePictured,
    StatisticsEntered,
    StatisticsRegister,
)
from zhouqi.events.contracts.milestone import Milestone

CLAIMING_RECORDS: dict[str, type[RecordFact]] = {
    "agreement": AgreementReviewed,
    "land": LandSupplied,
    "filing": ProjectFiled,
    "site": SitePictured,
    "acceptance": AcceptanceRecorded,
    "statistics": StatisticsEntered,
    "performance": PerformanceEvaluated,
}
"""The kinds of record that say something of milestones, and the facts that carry them."""


class Claim(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag=str.lower):
    """Base of what one record says now. ``basis`` is the record's stream."""

    basis: str


class ApprovedExtension(msgspec.Struct, frozen=True):
    """An extension that an agreement's supplement approved."""

    milestone: Milestone
    due: date
    approved_on: date
    document: str


class Agreement(Claim, frozen=True, kw_only=True):
    """The investment agreement: traits, agreed days and terms in calendar days."""

    updated_at: datetime
    signed_on: date | None
    new_land: bool
    civil_works: bool
    scale_expected: bool
    heavy_asset: bool
    land_due: date | None
    start_due: date | None
    completion_due: date | None
    production_within: int | None
    scale_within: int | None
    capacity_within: int | None
    extensions: tuple[ApprovedExtension, ...]
    terminated_on: date | None


class Land(Claim, frozen=True, kw_only=True):
    """The land contract, and what it agrees."""

    contract_on: date | None
    handover_on: date | None
    start_due: date | None
    completion_due: date | None
    started_on: date | None


class Filing(Claim, frozen=True, kw_only=True):
    """The filing, where the owner reports the start too."""

    filed_on: date | None
    started_on: date | None


class Site(Claim, frozen=True, kw_only=True):
    """The site's recorded start."""

    started_on: date | None


class Acceptance(Claim, frozen=True, kw_only=True):
    """Acceptance of the works, and the start of production."""

    accepted_on: date | None
    production_on: date | None


class AboveScale(Claim, frozen=True, kw_only=True):
    """The enterprise entered the register above scale."""

    entered_on: date | None


class Performance(Claim, frozen=True, kw_only=True):
    """Full capacity, as a yearly evaluation established it."""

    full_capacity_on: date | None


AnyClaim: TypeAlias = Agreement | Land | Filing | Site | Acceptance | AboveScale | Performance


def claim_of(fact: Fact, basis: str) -> AnyClaim | None:
    """What the record of ``fact``, whose stream is ``basis``, says; None when it says nothing of milestones."""
    claim: AnyClaim | None
    match fact:
        case AgreementReviewed():
            claim = _agreement(fact, basis)
        case LandSupplied():
            claim = Land(
                basis=basis,
                contract_on=fact.contract_on,
                handover_on=fact.handover_on,
                start_due=fact.start_due,
                completion_due=fact.completion_due,
                started_on=fact.started_on,
            )
        case ProjectFiled():
            claim = Filing(basis=basis, filed_on=fact.filed_on, started_on=fact.started_on)
        case SitePictured():
            claim = Site(basis=basis, started_on=fact.started_on)
        case AcceptanceRecorded():
            claim = Acceptance(basis=basis, accepted_on=fact.accepted_on, production_on=fact.production_on)
        case StatisticsEntered(entered_in=StatisticsRegister.ABOVE_SCALE):
            claim = AboveScale(basis=basis, entered_on=fact.entered_on)
        case PerformanceEvaluated():
            claim = Performance(basis=basis, full_capacity_on=fact.full_capacity_on)
        case _:
            claim = None
    return claim


def _agreement(fact: AgreementReviewed, basis: str) -> Agreement:
    return Agreement(
        basis=basis,
        updated_at=fact.updated_at,
        signed_on=fact.signed_on,
        new_land=fact.new_land,
        civil_works=fact.civil_works,
        scale_expected=fact.scale_expected,
        heavy_asset=fact.heavy_asset,
        land_due=fact.land_due,
        start_due=fact.start_due,
        completion_due=fact.completion_due,
        production_within=fact.production_within,
        scale_within=fact.scale_within,
        capacity_within=fact.capacity_within,
        extensions=tuple(
            ApprovedExtension(one.milestone, one.due, one.approved_on, one.document)
            for one in fact.extensions
        ),
        terminated_on=fact.terminated_on,
    )
