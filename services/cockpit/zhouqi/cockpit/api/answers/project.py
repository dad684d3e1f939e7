"""One project's page."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from zhouqi.cockpit.api.answers.base import Answer
from zhouqi.cockpit.api.answers.issues import IssueRow
from zhouqi.cockpit.api.answers.projects import ProjectRow
from zhouqi.cockpit.api.answers.stuck import StuckStream
from zhouqi.events.contracts.milestone import Milestone
from zhouqi.events.contracts.warning import ClearedBy, Stall


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


class Episode(Answer):
    """A stretch of days on which the project was overdue at a stage: from ``since`` to before ``until``.

    Open while ``until`` is null. ``due`` is the day that was missed.
    """

    stall: Stall
    due: date | None
    since: date
    until: date | None
    by: ClearedBy | None


class ProjectKind(Answer):
    """One kind of data about the project: whether it applies, and how many records there are of it.

    ``connected`` as ingest says; ``updated_at`` is when the source last entered one.
    """

    kind: str
    applicable: bool
    connected: bool
    records: int
    updated_at: datetime | None


class PolicyCondition(Answer):
    """One condition of a policy, and whether the enterprise meets it."""

    code: str
    zh: str
    en: str
    met: bool


class MatchedPolicy(Answer):
    """A policy for the project's enterprise: ``amount`` in 万元 when every condition is met."""

    policy: str
    zh: str
    en: str
    amount: Decimal | None
    met: bool
    conditions: list[PolicyCondition]


class Project(ProjectRow):
    """One project with all that its page shows, apart from the trail.

    ``filed_start`` and ``filed_completion`` are the days as the source filed them; ``planned_start`` and
    ``planned_completion`` are the same, or none where they contradict each other. ``today`` is the
    county's day. ``traits`` is null while no agreement is known. ``issues`` are those that the reader may
    see; ``policies`` are as of ``policies_day``.
    """

    as_of: datetime | None
    today: date
    filed_start: date | None
    filed_completion: date | None
    traits: Traits | None
    milestones: list[ProjectMilestone]
    episodes: list[Episode]
    kinds: list[ProjectKind]
    issues: list[IssueRow]
    policies_day: date | None
    policies: list[MatchedPolicy]
    stuck_streams: list[StuckStream]
