"""What lifecycle 全周期 publishes: where a project stands."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from pydantic import AwareDatetime

from zhouqi.events.contracts.fact import Code, Counted, Day, Document, Fact, Reason
from zhouqi.events.contracts.ingest import Days
from zhouqi.events.contracts.milestone import Milestone

__all__ = [
    "Act",
    "Concern",
    "Milestone",
    "MilestoneCorrected",
    "MilestoneExtended",
    "MilestonePlanned",
    "MilestoneReached",
    "ProgressClosed",
    "ProjectActDecided",
    "ProjectActRequested",
    "ProjectAssigned",
    "ProjectEnteredLate",
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


class ProjectEnteredLate(Fact):
    """The facts that follow it from the same entry were entered later than they happened 补录. Stream ``project/<id>``.

    ``account`` entered them, ``reason`` says why only now, and ``document`` is the number of what proves
    it. The event's actor is the account whose act it was: another one where ``takeover`` says that the
    county's history from before this system was taken over 历史移交.
    """

    project_id: UUID
    account: Code
    occurred_at: AwareDatetime
    entered_at: AwareDatetime
    reason: Reason
    document: Document
    takeover: bool


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


class Act(StrEnum):
    """An act on a project that counts only once another account than asked for it has approved it 申请事项."""

    REPORT = "report"
    EXTENSION = "extension"
    TERMINATION = "termination"
    TAKE_BACK_REPORT = "take_back_report"
    TAKE_BACK_EXTENSION = "take_back_extension"
    TAKE_BACK_TERMINATION = "take_back_termination"


class Concern(StrEnum):
    """What speaks against an entry 疑点: it hinders nothing, but may need a second account."""

    MISSING_PREDECESSOR = "missing_predecessor"
    """A milestone that comes before is not on record."""
    OUT_OF_ORDER = "out_of_order"
    """Its day lies before an earlier milestone's, or after a later one's."""
    TOO_SOON = "too_soon"
    """It follows the milestone before it faster than is known."""
    LONG_AGO = "long_ago"
    """It is told long after it happened."""
    CHANGES_REPORT = "changes_report"
    """Another day was reported before."""
    DOCUMENT_USED = "document_used"
    """The same document proved another milestone of the project."""
    LONG_EXTENSION = "long_extension"
    """It reaches further than an extension usually does."""
    MANY_EXTENSIONS = "many_extensions"
    """The milestone was extended often already."""


class ProjectActRequested(Fact):
    """An act on the project was asked for; until it is decided, nothing changes. Stream ``project/<id>``.

    ``request`` names it. ``milestone`` is absent for a termination. ``on`` is the day that is reported, or on
    which the agreement was dissolved; ``due`` the later due day of an extension; ``approved_on`` tells the
    extension that is to be taken back. ``concerns`` is what speaks against it by the version ``rules`` of the
    county's rules.
    """

    project_id: UUID
    request: UUID
    act: Act
    milestone: Milestone | None = None
    on: Day | None = None
    due: Day | None = None
    approved_on: Day | None = None
    reason: Reason | None = None
    document: Document
    account: Code
    concerns: tuple[Concern, ...] = ()
    rules: Code


class ProjectActDecided(Fact):
    """Another account than asked for it granted an act, or declined it. Stream ``project/<id>``.

    What a granted act changes is said by the facts that follow it.
    """

    project_id: UUID
    request: UUID
    act: Act
    milestone: Milestone | None = None
    granted: bool
    reason: Reason | None = None
    account: Code


class ProgressClosed(Fact):
    """Lifecycle has worked off everything that came before the close of the day. Stream ``progress/<date>``.

    ``counted`` is how many events of each of its types it had written by then, beside what the day's
    close itself counted: who does daily work on them waits until as many have arrived.
    """

    date: Day
    counted: Counted
