"""What ingest 归集 publishes: what the sources said, and how good it was."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from zhouqi.events.contracts.fact import Area, Code, Day, Fact, Money, Text


class Nature(StrEnum):
    """Nature of construction 建设性质, as filed."""

    NEW = "new"
    EXPANSION = "expansion"
    RENOVATION = "renovation"
    PURCHASE = "purchase"
    INFORMATION = "information"


class ProjectRegistered(Fact):
    """A source recorded a project's basic information (项目基本信息), anew or revised.

    Stream ``record/project/<key>``. ``project_id`` is the county's own id, given once, on the first
    registration of that record. A planned day that the source left empty is absent; ``1900-01-01``
    never gets here. ``total_investment`` is in 万元, ``land_area`` in mu 亩.
    """

    project_id: UUID
    source: Code
    record_id: Code
    code: Code
    name: Text
    enterprise_code: Code
    enterprise_name: Text
    township: Code
    industry: Code
    nature: Nature
    total_investment: Money
    land_area: Area | None = None
    planned_start: Day | None = None
    planned_completion: Day | None = None
    registered_on: Day | None = None


class RecordWithdrawn(Fact):
    """The source took a record back; what it said counts no longer. Stream ``record/<kind>/<key>``."""

    kind: Code
    source: Code
    record_id: Code


class Finding(Fact):
    """One reason why a record was refused: the field, a stable code, and the rule it broke."""

    field: Code
    code: Code


class RecordRejected(Fact):
    """A delivery was refused. Stream ``record/<kind>/<key>``; the raw record stays in ingest.

    ``delivery`` is the digest under which ingest keeps the raw record.
    """

    kind: Code
    source: Code
    record_id: Code
    delivery: Code
    findings: Annotated[tuple[Finding, ...], Field(min_length=1, max_length=50)]


class CollectionCompleted(Fact):
    """A run over one source and kind came to its end. Stream ``collection/<run>``."""

    kind: Code
    source: Code
    read: Annotated[int, Field(ge=0)]
    accepted: Annotated[int, Field(ge=0)]
    unchanged: Annotated[int, Field(ge=0)]
    rejected: Annotated[int, Field(ge=0)]


class CollectionFailed(Fact):
    """A run over one source and kind gave up. What it had read before is kept."""

    kind: Code
    source: Code
    cause: Code
    read: Annotated[int, Field(ge=0)]


class DayClosed(Fact):
    """The day's collection is over; daily work may begin. Stream ``collection/day-<date>``."""

    date: Day
