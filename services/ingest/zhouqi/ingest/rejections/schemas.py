"""What is answered of refused deliveries."""

from __future__ import annotations

from datetime import datetime

from pydantic import JsonValue

from zhouqi.ingest.access import Answer
from zhouqi.ingest.rejections.reason import Reason


class Rejection(Answer):
    """A refused delivery: why, by the last judgement, and the record as it was delivered.

    ``file`` and ``row`` are where it stood, for one that came in a workbook or is one.
    ``taken_at``: it was judged anew and taken after all, by the county's day or registers of then.
    """

    delivery: str
    kind: str
    source: str
    record_id: str
    rejected_at: datetime
    taken_at: datetime | None
    findings: list[Reason]
    file: str | None
    row: int | None
    raw: JsonValue


class RejectionPage(Answer):
    """One page of refusals, the latest first."""

    total: int
    items: list[Rejection]
    next: str | None
