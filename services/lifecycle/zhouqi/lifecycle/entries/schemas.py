"""What an entry consists of, and what it is answered with."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from zhouqi.events.contracts.lifecycle import Concern
from zhouqi.service.identity.backfill import LateEntryBody
from zhouqi.service.text import DocumentNumber, FreeText


class ReportBody(LateEntryBody):
    """A milestone that was reached on a day, by the number of the document that proves it 文号."""

    on: date
    document: DocumentNumber


class ExtensionBody(LateEntryBody):
    """A later due day, and why it is asked for."""

    due: date
    reason: FreeText
    document: DocumentNumber


class TerminationBody(LateEntryBody):
    """The day on which the agreement was dissolved, and why."""

    on: date
    reason: FreeText
    document: DocumentNumber


class ConcernWarning(BaseModel):
    """Something worth a second look; by itself it hinders nothing."""

    model_config = ConfigDict(frozen=True)

    code: Concern
    text: str


class EntryResult(BaseModel):
    """Where the project's stream stands now; ``request`` is what now waits to be decided by another account."""

    model_config = ConfigDict(frozen=True)

    stream: str
    sequence: int
    warnings: list[ConcernWarning] = []
    request: UUID | None = None
