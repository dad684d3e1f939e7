"""What is asked of a record: a valid delivery, a link, a refused delivery."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from zhouqi.events.contracts.ingest import Finding, ProjectRegistered, RecordFact

RecordContent: TypeAlias = ProjectRegistered | RecordFact


@dataclass(frozen=True, slots=True)
class Statement:
    """A valid delivery: the record as of ``updated_at``. ``says`` is the fact if it is not withdrawn.

    ``project_id`` is the project that its identifiers named when it was taken, if any.
    """

    kind: str
    source: str
    record_id: str
    updated_at: datetime
    fact: RecordContent | None
    project_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """The record's identifiers name a project by now. ``matched_by`` is the identifier's scheme."""

    kind: str
    source: str
    record_id: str
    project_id: UUID
    matched_by: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A delivery that broke rules. ``delivery`` is the digest under which its raw form is kept."""

    kind: str
    source: str
    record_id: str
    delivery: str
    findings: tuple[Finding, ...]
