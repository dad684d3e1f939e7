"""What is asked to be taken back, and what is decided."""

from __future__ import annotations

from datetime import date

from pydantic import model_validator

from zhouqi.events.contracts.lifecycle import Act
from zhouqi.events.contracts.milestone import Milestone
from zhouqi.service.http.validation import field_error
from zhouqi.service.identity.backfill import LateEntryBody
from zhouqi.service.text import DocumentNumber, FreeText


class RetractionBody(LateEntryBody):
    """What is to be taken back: a report, or an extension by the day of its approval, of a milestone; a termination."""

    act: Act
    milestone: Milestone | None = None
    approved_on: date | None = None
    reason: FreeText
    document: DocumentNumber

    @model_validator(mode="after")
    def _whole(self) -> RetractionBody:
        wanted = {
            Act.TAKE_BACK_REPORT: (True, False),
            Act.TAKE_BACK_EXTENSION: (True, True),
            Act.TAKE_BACK_TERMINATION: (False, False),
        }.get(self.act)
        if wanted is None:
            raise field_error("retraction_incomplete")
        if wanted != (self.milestone is not None, self.approved_on is not None):
            raise field_error("retraction_incomplete")
        return self


class DecisionBody(LateEntryBody):
    """Granted or declined; who declines says why."""

    granted: bool
    reason: FreeText | None = None

    @model_validator(mode="after")
    def _reasoned(self) -> DecisionBody:
        if not self.granted and self.reason is None:
            raise field_error("reason_missing")
        return self
