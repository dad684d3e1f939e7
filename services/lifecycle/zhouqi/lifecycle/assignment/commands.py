"""The command that puts somebody in charge of a project."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from zhouqi.lifecycle.rules import EntryRules
from zhouqi.service.identity.backfill import LateEntry


@dataclass(frozen=True, slots=True)
class Assign:
    """The dispatcher puts a department and an agent in charge."""

    project_id: UUID
    department: str | None
    agent: str | None
    rules: EntryRules
    late: LateEntry | None = None
