"""The small county that the tests of services speak of: two townships, two enterprises, and what is said of them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID, uuid5

from tests.arriving import SPACE
from zhouqi.events import Fact
from zhouqi.events.contracts.ingest import DayClosed, ProjectRegistered, RecordWithdrawn
from zhouqi.service.identity import accounts

BEGIN: Final = datetime(2026, 10, 1, 1, 0, tzinfo=UTC)
TINGLAN: Final = "330529001"
WANGYU: Final = "330529002"
_ENTERPRISES = [one for one in accounts.load().all if one.enterprises]
OWN_ACCOUNT, OTHER_ACCOUNT = (one.id for one in _ENTERPRISES[:2])
OWN, OTHER = (next(iter(one.enterprises)) for one in _ENTERPRISES[:2])
"""Two enterprises that have demo accounts."""


def project_id(key: str) -> UUID:
    """The county's id of the project that the record ``key`` registers."""
    return uuid5(SPACE, key)


def project_registered(
    key: str, *, of: UUID | None = None, township: str = TINGLAN, enterprise: str = OWN
) -> tuple[str, Fact]:
    """The record ``key`` registers a project: the one with the id ``of``, or that of its key."""
    fact = ProjectRegistered(
        project_id=of or project_id(key),
        source="approval",
        record_id=key,
        updated_at=BEGIN,
        code=f"2509-330529-04-01-{key[-6:]:0>6}",
        name="年产三万吨铝型材项目",
        enterprise_code=enterprise,
        township=township,
        registered_on=date(2025, 9, 1),
    )
    return f"record/project/approval-{key}", fact


def record_withdrawn(stream: str) -> tuple[str, Fact]:
    """A source takes the record of ``stream`` back."""
    _, kind, record = stream.split("/")
    source, _, key = record.partition("-")
    return stream, RecordWithdrawn(kind=kind, source=source, record_id=key, updated_at=BEGIN)


def day_closed(day: date, **counted: int) -> tuple[str, Fact]:
    """A day's collection is over."""
    return f"collection/day-{day}", DayClosed(date=day, counted=counted, late=())
