"""What was decided about acts on projects."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from zhouqi.cockpit.kit.answer import Answer, Page
from zhouqi.events.contracts.lifecycle import Act
from zhouqi.events.contracts.milestone import Milestone


class ProjectActSort(StrEnum):
    """What acts on projects can be ordered by."""

    DECIDED_AT = "decided_at"
    ASKED_AT = "asked_at"


class ProjectAct(Answer):
    """One act that was granted or declined: who asked for it, why and by which document, and who decided.

    ``day`` is the day that was reported, or on which the agreement was dissolved; ``due`` the later due day of an
    extension; ``approved_on`` tells the extension that is taken back. What was asked is absent while that event
    has not arrived; names are those of the register of accounts, absent where it knows none.
    """

    request: UUID
    id: UUID
    name: str | None
    township: str | None
    township_name: str | None
    act: Act
    milestone: Milestone | None
    day: date | None
    due: date | None
    approved_on: date | None
    reason: str | None
    document: str | None
    asked_by: str | None
    asked_by_name: str | None
    asked_at: datetime | None
    granted: bool
    remark: str | None
    decided_by: str
    decided_by_name: str | None
    decided_at: datetime


class ProjectActs(Page[ProjectAct]):
    """One page of acts that were decided.

    ``granted``, ``declined`` and ``waiting`` count all that the reader may see.
    """

    granted: int
    declined: int
    waiting: int
