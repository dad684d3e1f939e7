"""Where a project stands: its stage, its milestones, the traits of its agreement."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from zhouqi.cockpit.kit.answer import Answer
from zhouqi.events.contracts.milestone import Milestone


class Stage(StrEnum):
    """The stages in the order of a project's life; ``terminated`` is the end of one that was given up."""

    REGISTERED = "registered"
    SIGNED = "signed"
    LAND = "land"
    STARTED = "started"
    COMPLETED = "completed"
    IN_PRODUCTION = "in_production"
    SCALED = "scaled"
    FULL_CAPACITY = "full_capacity"
    TERMINATED = "terminated"


class Traits(Answer):
    """What the agreement says of the project: it takes new land, builds, is expected to come above scale,
    is heavy in assets.
    """

    new_land: bool
    civil_works: bool
    scale_expected: bool
    heavy_asset: bool


class ApprovedExtension(Answer):
    """A later due day of a milestone, which counts from the day of its approval."""

    due: date
    approved_on: date
    document: str | None


class ProjectMilestone(Answer):
    """One of the seven milestones, in the order of a project's life.

    ``due`` is the agreed day, before any extension. ``reached`` without ``on``: nobody knows when.
    ``counts_from`` is the day from which the next step's term runs where that is not ``on``. ``basis`` is
    the stream of the record that says so, or ``report``, with the number of its ``document``.
    """

    milestone: Milestone
    due: date | None
    on: date | None
    reached: bool
    counts_from: date | None
    basis: str | None
    document: str | None
    extensions: list[ApprovedExtension]
