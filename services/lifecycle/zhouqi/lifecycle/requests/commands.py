"""Commands about requests: to take back what was entered, and to decide what another account asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from zhouqi.events.contracts.lifecycle import Act
from zhouqi.events.contracts.milestone import Milestone
from zhouqi.lifecycle.claims.record_claims import AnyClaim
from zhouqi.lifecycle.rules import EntryRules
from zhouqi.service.identity.backfill import LateEntry


@dataclass(frozen=True, slots=True)
class TakeBack:
    """An account asks that a report, an extension or a termination that was entered by hand be taken back.

    ``approved_on`` tells the extension.
    """

    project_id: UUID
    request: UUID
    account: str
    act: Act
    milestone: Milestone | None
    approved_on: date | None
    reason: str
    document: str
    today: date
    rules: EntryRules
    late: LateEntry | None = None


@dataclass(frozen=True, slots=True)
class Decide:
    """An account grants a request or declines it. ``claims`` is everything that the project's records claim now."""

    project_id: UUID
    request: UUID
    account: str
    granted: bool
    reason: str | None
    claims: tuple[AnyClaim, ...]
    today: date
    rules: EntryRules
    late: LateEntry | None = None
