"""What the request to raise an issue carries, and its answer."""

from __future__ import annotations

from uuid import UUID

from zhouqi.events.contracts.issues import Category
from zhouqi.issues.issue.schemas import CommandResult
from zhouqi.service.identity.backfill import LateEntryBody
from zhouqi.service.text import FreeText, Name


class RaiseBody(LateEntryBody):
    """A new issue. Without a project it is the enterprise's own, which only an enterprise can raise."""

    project_id: UUID | None = None
    category: Category
    title: Name
    description: FreeText


class Raised(CommandResult):
    """The new issue."""

    issue_id: UUID
