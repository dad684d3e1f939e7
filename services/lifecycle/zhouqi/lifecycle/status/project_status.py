"""Where a project stands: what is signed, due, reached, extended and ended. Pure.

It is said twice, by what was published (:mod:`zhouqi.lifecycle.project.decider`) and by what the records claim
(:mod:`zhouqi.lifecycle.status.status_from_claims`); the difference is what happens next.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import msgspec

from zhouqi.events.contracts.milestone import Milestone

MANUAL: Final = "report"
"""The basis of what people entered, where records name their stream."""


class SignedAgreement(msgspec.Struct, frozen=True, kw_only=True):
    """The agreement as far as others have to know it; ``…_within`` in calendar days."""

    signed_on: date | None
    new_land: bool
    civil_works: bool
    scale_expected: bool
    heavy_asset: bool
    filed: bool
    filed_on: date | None
    production_within: int | None
    scale_within: int | None
    capacity_within: int | None
    basis: str


class DueDay(msgspec.Struct, frozen=True):
    """The agreed day of a milestone."""

    due: date
    basis: str


class Reached(msgspec.Struct, frozen=True):
    """A milestone was reached; ``on`` is None where its record says no day."""

    on: date | None
    basis: str
    counts_from: date | None = None
    document: str | None = None


class Extension(msgspec.Struct, frozen=True):
    """A later due day that was approved."""

    milestone: Milestone
    approved_on: date
    basis: str
    due: date
    document: str | None = None

    @property
    def key(self) -> tuple[Milestone, date, str]:
        """What tells one approval from another."""
        return self.milestone, self.approved_on, self.basis


class Termination(msgspec.Struct, frozen=True):
    """The project was terminated."""

    on: date
    basis: str
    document: str | None = None


class ProjectStatus(msgspec.Struct, frozen=True, kw_only=True):
    """All of it at one time."""

    signed: SignedAgreement | None = None
    due: dict[Milestone, DueDay] = {}
    reached: dict[Milestone, Reached] = {}
    extensions: tuple[Extension, ...] = ()
    ended: Termination | None = None


class ManualEntries(msgspec.Struct, frozen=True, kw_only=True):
    """What people entered: it counts where no record says more."""

    reports: dict[Milestone, Reached] = {}
    extensions: tuple[Extension, ...] = ()
    ended: Termination | None = None
