"""Everything that can be said to a project: what its records claim, and what people enter about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from zhouqi.lifecycle.assignment.commands import Assign
from zhouqi.lifecycle.claims.record_claims import AnyClaim
from zhouqi.lifecycle.entries.commands import Extend, Report, Terminate
from zhouqi.lifecycle.requests.commands import Decide, TakeBack


@dataclass(frozen=True, slots=True)
class ApplyClaims:
    """Everything that the records of a project claim now."""

    project_id: UUID
    claims: tuple[AnyClaim, ...]


ManualEntryCommand: TypeAlias = Report | Extend | Terminate | TakeBack | Decide | Assign
ProjectCommand: TypeAlias = ApplyClaims | ManualEntryCommand
