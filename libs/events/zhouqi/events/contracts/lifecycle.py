"""What lifecycle 全周期 publishes: where a project stands."""

from __future__ import annotations

from uuid import UUID

from zhouqi.events.contracts.fact import Code, Counted, Day, Document, Fact
from zhouqi.events.contracts.ingest import Days
from zhouqi.events.contracts.milestone import Milestone

__all__ = [
    "Milestone",
    "MilestoneCorrected",
    "MilestoneExtended",
    "MilestonePlanned",
    "MilestoneReached",
    "ProgressClosed",
    "ProjectAssigned",
    "ProjectResumed",
    "ProjectSigned",
    "ProjectTerminated",
]


class ProjectSigned(Fact):
    """The project's agreement is signed, or was restated with other traits or days. Stream ``project/<id>``.

    ``signed_on`` is absent where the record says no day. The traits decide which stalls apply:
    ``new_land`` (it takes new land), ``civil_works`` (it builds), ``scale_expected`` (its enterprise is
    not above scale yet, so it is expected to become so), ``heavy_asset`` (it takes longer to full
    capacity). ``filed_on`` 备案日期 anchors the start of a project without new land; ``filed`` says that
    it is filed, with or without a day. The ``…_within`` are those of the agreement. That it is signed
    is also told as :class:`MilestoneReached`; once :class:`MilestoneCorrected` takes that back, the
    agreement was withdrawn, and its traits count no longer.
    """

    project_id: UUID
    signed_on: Day | None = None
    new_land: bool
    civil_works: bool
    scale_expected: bool
    heavy_asset: bool
    filed: bool = False
    filed_on: Day | None = None
    production_within: Days | None = None
    scale_within: Days | None = None
    capacity_within: Days | None = None
    basis: Code


class ProjectAssigned(Fact):
    """The project has a leading department 牵头部门 and an agent 代办员 (an account). Stream ``project/<id>``."""

    project_id: UUID
    department: Code | None = None
    agent: Code | None = None


class MilestonePlanned(Fact):
    """A milestone has a planned day, or lost it (``due`` absent). Stream ``project/<id>``.

    ``basis`` names the record that the plan rests on: its stream.
    """

    # Planned: agreed in the land contract or the investment agreement, without extensions. The text
    # above is part of the published schema.

    project_id: UUID
    milestone: Milestone
    due: Day | None = None
    basis: Code


class MilestoneReached(Fact):
    """A milestone was reached. Stream ``project/<id>``.

    ``on`` is absent where its record exists and says no day (1900-01-01): reached, nobody knows when.
    ``counts_from`` is the day from which the next step's term runs where that is another day than
    ``on``: for land, the handover. ``basis`` is the record's stream, or ``report`` for what an agent
    reported by hand with the number of a ``document``.
    """

    project_id: UUID
    milestone: Milestone
    on: Day | None = None
    counts_from: Day | None = None
    basis: Code
    document: Document | None = None


class MilestoneCorrected(Fact):
    """What was said of a reached milestone was corrected. Stream ``project/<id>``.

    ``reached`` is false when it turned out not to be reached at all; the other fields as in
    :class:`MilestoneReached`.
    """

    project_id: UUID
    milestone: Milestone
    reached: bool
    on: Day | None = None
    counts_from: Day | None = None
    basis: Code
    document: Document | None = None


class MilestoneExtended(Fact):
    """A later due day of a milestone was approved on ``approved_on``. Stream ``project/<id>``.

    One approval is told from another by (``milestone``, ``approved_on``, ``basis``). ``due`` is absent
    when that approval was taken back. ``basis`` is the agreement's stream, or ``report`` for one that a
    department entered by hand.
    """

    project_id: UUID
    milestone: Milestone
    due: Day | None = None
    approved_on: Day
    basis: Code
    document: Document | None = None


class ProjectTerminated(Fact):
    """The project has ended before full capacity: its agreement was dissolved. Stream ``project/<id>``."""

    project_id: UUID
    on: Day
    basis: Code
    document: Document | None = None


class ProjectResumed(Fact):
    """The termination was taken back. Stream ``project/<id>``."""

    project_id: UUID
    basis: Code


class ProgressClosed(Fact):
    """Lifecycle has worked off everything that came before the close of the day. Stream ``progress/<date>``.

    ``counted`` is how many events of each of its types it had written by then, beside what the day's
    close itself counted: who does daily work on them waits until as many have arrived.
    """

    date: Day
    counted: Counted
