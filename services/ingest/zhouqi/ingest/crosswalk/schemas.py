"""What is answered of records that wait for a project."""

from __future__ import annotations

from datetime import datetime

from zhouqi.ingest.access import Answer


class Unmatched(Answer):
    """A record that waits, and the identifiers that it carries."""

    stream: str
    kind: str
    source: str
    record_id: str
    updated_at: datetime
    project_code: str | None
    land_number: str | None
    permit_number: str | None
    site_code: str | None
    enterprise_code: str | None


class UnmatchedPage(Answer):
    """One page of records that wait, the latest first."""

    total: int
    items: list[Unmatched]
    next: str | None
