"""What ingest 归集 publishes: what the sources said, and how good it was."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from zhouqi.events.contracts.fact import Area, Code, Day, Fact, Money, Text


class Nature(StrEnum):
    """Nature of construction 建设性质, as filed."""

    NEW = "new"
    EXPANSION = "expansion"
    RELOCATION = "relocation"
    RENOVATION = "renovation"
    PURCHASE = "purchase"


class TownshipRegistered(Fact):
    """A township 乡镇 is part of the county. Stream ``register/township/<code>``."""

    code: Code
    name: Text


class ProjectRegistered(Fact):
    """A source recorded a project's basic information (项目基本信息): anew, revised, or once more.

    Stream ``record/project/<source>-<record>``. ``project_id`` is the county's own id, given once,
    on the first registration of that record. ``updated_at`` is when the source entered it. What the
    source left empty is absent, and so is a day of 1900-01-01. ``total_investment`` is in 万元,
    ``land_area`` in mu 亩.
    """

    project_id: UUID
    source: Code
    record_id: Code
    updated_at: AwareDatetime
    code: Code
    name: Text
    enterprise_code: Code
    enterprise_name: Text | None = None
    township: Code
    industry: Code | None = None
    nature: Nature | None = None
    total_investment: Money | None = None
    land_area: Area | None = None
    planned_start: Day | None = None
    planned_completion: Day | None = None
    registered_on: Day


class RecordWithdrawn(Fact):
    """The source took a record back; what it said counts no longer. Stream ``record/<kind>/<key>``."""

    kind: Code
    source: Code
    record_id: Code
    updated_at: AwareDatetime


class Finding(BaseModel):
    """One reason why a record was refused: the field, a stable code, and the rule it broke."""

    model_config = ConfigDict(frozen=True, extra="forbid")

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
