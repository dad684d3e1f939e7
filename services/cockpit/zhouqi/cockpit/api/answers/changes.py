"""What changed while a page is open."""

from __future__ import annotations

from uuid import UUID

from zhouqi.cockpit.api.answers.base import Answer


class Changed(Answer):
    """Sent while a page is open: the journal reached ``journal``; ``projects`` and ``issues`` changed, or,
    where one is null, more than can be named.
    """

    journal: int
    projects: list[UUID] | None
    issues: list[UUID] | None
