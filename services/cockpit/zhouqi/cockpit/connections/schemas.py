"""The kinds of data about a project."""

from __future__ import annotations

from datetime import date, datetime

from zhouqi.cockpit.kit.answer import Answer


class ProjectKind(Answer):
    """One kind of data about the project: whether it applies, and how many records there are of it.

    ``applicable`` and ``connected`` as ingest says, null while it has not said; ``updated_at`` is when the
    source last entered one. ``awaited_until`` is the last day of its grace, while that goes on: its stage began
    a short time ago. ``late``: the last closed day was closed without the source's word, so what is said here
    may be of before.
    """

    kind: str
    applicable: bool | None
    connected: bool | None
    awaited_until: date | None
    late: bool
    records: int
    updated_at: datetime | None
