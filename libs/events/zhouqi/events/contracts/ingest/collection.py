"""How good the records are: links, withdrawals and refusals, runs, what is connected, and the close of a day."""

from __future__ import annotations

from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from zhouqi.events.contracts.fact import Code, Counted, Day, Fact


class RecordLinked(Fact):
    """A record that waited unmatched was linked to its project, or to another one.

    Stream ``record/<kind>/<source>-<record>``. ``matched_by`` is the identifier's scheme:
    project_code, land_number, permit_number, site_code or enterprise_code.
    """

    kind: Code
    source: Code
    record_id: Code
    project_id: UUID
    matched_by: Code


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


class ConnectionChanged(Fact):
    """Which kinds of data apply to a project, and which of these are connected. Stream ``connection/<project>``.

    Connected: at least one accepted, linked record that is not withdrawn. Both are names of kinds, in
    the order of the catalogue of kinds. ``rules`` is the version of the rules that were applied.
    """

    project_id: UUID
    applicable: Annotated[tuple[Code, ...], Field(max_length=50)]
    connected: Annotated[tuple[Code, ...], Field(max_length=50)]
    rules: Code


class DayClosed(Fact):
    """The day's collection is over; daily work may begin. Stream ``collection/day-<date>``.

    ``counted`` is how many events of each of ingest's types had been written by then: who does daily
    work waits until as many have arrived.
    """

    schema_version: ClassVar[int] = 2

    date: Day
    counted: Counted
