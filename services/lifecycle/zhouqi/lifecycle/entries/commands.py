"""What people enter about a project: commands, ``today`` on each the county's day when it was entered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from zhouqi.events.contracts.milestone import Milestone
from zhouqi.lifecycle.rules import EntryRules
from zhouqi.service.identity.backfill import LateEntry


@dataclass(frozen=True, slots=True)
class Report:
    """An account reports a milestone with the number of a document; ``request`` names it if it has to wait."""

    project_id: UUID
    milestone: Milestone
    on: date
    document: str
    today: date
    request: UUID
    account: str
    rules: EntryRules
    late: LateEntry | None = None


@dataclass(frozen=True, slots=True)
class Extend:
    """An account asks for a later due day; once granted, it counts from ``today``, the day of the decision."""

    project_id: UUID
    milestone: Milestone
    due: date
    reason: str
    document: str
    today: date
    request: UUID
    account: str
    rules: EntryRules
    late: LateEntry | None = None


@dataclass(frozen=True, slots=True)
class Terminate:
    """An account asks to enter that the agreement was dissolved."""

    project_id: UUID
    on: date
    reason: str
    document: str
    today: date
    request: UUID
    account: str
    rules: EntryRules
    late: LateEntry | None = None
