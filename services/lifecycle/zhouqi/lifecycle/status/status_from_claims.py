"""From what the records claim, and what people entered, to where a project stands. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, TypeVar

import msgspec

from zhouqi.events.contracts.milestone import Milestone
from zhouqi.lifecycle.claims.record_claims import (
    AboveScale,
    Acceptance,
    Agreement,
    AnyClaim,
    Filing,
    Land,
    Performance,
    Site,
)
from zhouqi.lifecycle.status.project_status import (
    DueDay,
    Extension,
    ManualEntries,
    ProjectStatus,
    Reached,
    SignedAgreement,
    Termination,
)

C = TypeVar("C")


def status_from_claims(claims: Sequence[AnyClaim], manual_entries: ManualEntries) -> ProjectStatus:
    """Where a project stands by all ``claims`` of its records and by what was entered by hand.

    The order of the claims does not matter. Of several agreements the one restated last counts; of
    several days of one milestone the earliest.
    """
    agreement = max(_of(claims, Agreement), key=lambda one: (one.updated_at, one.basis), default=None)
    # Where none of several contracts has a day, any would do; the first by name is always the same.
    land = min(_of(claims, Land), key=lambda one: (one.contract_on or date.max, one.basis), default=None)
    reached = _with_reports(_reached(claims, agreement, land), manual_entries.reports)
    signed = None if agreement is None else _signed(agreement, _of(claims, Filing))
    return ProjectStatus(
        signed=signed,
        due={**_agreed(agreement, land), **due_after(signed, reached)},
        reached=reached,
        extensions=(*_extensions(agreement), *manual_entries.extensions),
        ended=_ended(agreement) or manual_entries.ended,
    )


def due_after(
    signed: SignedAgreement | None, reached: Mapping[Milestone, Reached]
) -> dict[Milestone, DueDay]:
    """The due days that the agreement counts from a milestone that was reached on a known day.

    Production from completion, or from the start where nothing is built; scale and full capacity from
    the start of production.
    """
    if signed is None:
        return {}
    built = Milestone.COMPLETED if signed.civil_works else Milestone.STARTED
    terms = (
        (Milestone.IN_PRODUCTION, built, signed.production_within),
        (Milestone.SCALED, Milestone.IN_PRODUCTION, signed.scale_within),
        (Milestone.FULL_CAPACITY, Milestone.IN_PRODUCTION, signed.capacity_within),
    )
    return {
        milestone: DueDay(_later(begins.on, within), signed.basis)
        for milestone, since, within in terms
        if within is not None and (begins := reached.get(since)) is not None and begins.on is not None
    }


COUNTED_DUE: Final = (Milestone.IN_PRODUCTION, Milestone.SCALED, Milestone.FULL_CAPACITY)
"""The milestones whose due day :func:`due_after` counts."""


def _signed(agreement: Agreement, filings: Sequence[Filing]) -> SignedAgreement:
    return SignedAgreement(
        signed_on=agreement.signed_on,
        new_land=agreement.new_land,
        civil_works=agreement.civil_works,
        scale_expected=agreement.scale_expected,
        heavy_asset=agreement.heavy_asset,
        filed=bool(filings),
        filed_on=min((one.filed_on for one in filings if one.filed_on is not None), default=None),
        production_within=agreement.production_within,
        scale_within=agreement.scale_within,
        capacity_within=agreement.capacity_within,
        basis=agreement.basis,
    )


def _agreed(agreement: Agreement | None, land: Land | None) -> dict[Milestone, DueDay]:
    """The land contract's days come before the agreement's."""
    found: dict[Milestone, DueDay] = {}
    if agreement is not None:
        _put(found, Milestone.LAND, agreement.land_due, agreement.basis)
        _put(found, Milestone.STARTED, agreement.start_due, agreement.basis)
        _put(found, Milestone.COMPLETED, agreement.completion_due, agreement.basis)
    if land is not None:
        _put(found, Milestone.STARTED, land.start_due, land.basis)
        _put(found, Milestone.COMPLETED, land.completion_due, land.basis)
    return found


def _put(found: dict[Milestone, DueDay], milestone: Milestone, day: date | None, basis: str) -> None:
    if day is not None:
        found[milestone] = DueDay(day, basis)


def _reached(
    claims: Sequence[AnyClaim], agreement: Agreement | None, land: Land | None
) -> dict[Milestone, Reached]:
    """What the records themselves say.

    An agreement, a land contract, an acceptance and an entry above scale prove their milestone even
    without a day; a start, production and full capacity are a day or nothing.
    """
    found: dict[Milestone, Reached] = {}
    if agreement is not None:
        found[Milestone.SIGNED] = Reached(agreement.signed_on, agreement.basis)
    if land is not None:
        found[Milestone.LAND] = Reached(land.contract_on, land.basis, land.handover_on)
    accepted = _of(claims, Acceptance)
    starts = [(one.started_on, one.basis) for one in claims if isinstance(one, Filing | Land | Site)]
    days: dict[Milestone, Reached | None] = {
        Milestone.STARTED: _earliest(starts),
        Milestone.COMPLETED: _earliest(((one.accepted_on, one.basis) for one in accepted), proves=True),
        Milestone.IN_PRODUCTION: _earliest((one.production_on, one.basis) for one in accepted),
        Milestone.SCALED: _earliest(
            ((one.entered_on, one.basis) for one in _of(claims, AboveScale)), proves=True
        ),
        Milestone.FULL_CAPACITY: _earliest(
            (one.full_capacity_on, one.basis) for one in _of(claims, Performance)
        ),
    }
    return found | {milestone: one for milestone, one in days.items() if one is not None}


def _earliest(days: Iterable[tuple[date | None, str]], *, proves: bool = False) -> Reached | None:
    """The earliest day; without any, reached without one if a record ``proves`` it all the same."""
    known_days = sorted(days, key=lambda one: (one[0] or date.max, one[1]))
    if not known_days:
        return None
    on, basis = known_days[0]
    return Reached(on, basis) if proves or on is not None else None


def _with_reports(
    reached: dict[Milestone, Reached], reports: Mapping[Milestone, Reached]
) -> dict[Milestone, Reached]:
    """A report gives the day where no record does; an agreement must be on record to be signed."""
    merged = dict(reached)
    for milestone, report in reports.items():
        known = reached.get(milestone)
        if known is None and milestone is not Milestone.SIGNED:
            merged[milestone] = report
        elif known is not None and known.on is None:
            merged[milestone] = msgspec.structs.replace(report, counts_from=known.counts_from)
    return merged


def _extensions(agreement: Agreement | None) -> tuple[Extension, ...]:
    """One for each milestone and day of approval; of several the latest due day."""
    if agreement is None:
        return ()
    found: dict[tuple[Milestone, date, str], Extension] = {}
    for one in sorted(agreement.extensions, key=lambda one: one.due):
        extension = Extension(one.milestone, one.approved_on, agreement.basis, one.due, one.document)
        found[extension.key] = extension
    return tuple(found.values())


def _ended(agreement: Agreement | None) -> Termination | None:
    if agreement is None or agreement.terminated_on is None:
        return None
    return Termination(agreement.terminated_on, agreement.basis)


def _of(claims: Sequence[AnyClaim], kind: type[C]) -> list[C]:
    return [one for one in claims if isinstance(one, kind)]


def _later(day: date, days: int) -> date:
    """So many calendar days later; there is no day after 9999-12-31, which some write for "never"."""
    return day + timedelta(days=min(days, (date.max - day).days))
