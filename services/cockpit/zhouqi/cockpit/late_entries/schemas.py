"""What was entered later than it happened."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from zhouqi.cockpit.kit.answer import Answer, Page


class About(StrEnum):
    """What a late entry is about."""

    ISSUE = "issue"
    PROJECT = "project"


class LateEntrySort(StrEnum):
    """What late entries can be ordered by."""

    ENTERED_AT = "entered_at"
    OCCURRED_AT = "occurred_at"


class LateEntry(Answer):
    """One late entry: ``account`` entered it for ``actor``, whose act it was; ``what`` is the event entered.

    ``township`` is where the issue or project ``id`` lies. Their names are those of the register of accounts,
    absent where it knows none.
    """

    stream: str
    sequence: int
    about: About
    id: UUID
    name: str | None
    township: str | None
    township_name: str | None
    what: str | None
    account: str
    account_name: str | None
    actor: str | None
    actor_name: str | None
    occurred_at: datetime
    entered_at: datetime
    reason: str
    document: str
    takeover: bool


class LateEntries(Page[LateEntry]):
    """One page of late entries. ``entered_late`` and ``taken_over`` count all that the reader may see."""

    entered_late: int
    taken_over: int
