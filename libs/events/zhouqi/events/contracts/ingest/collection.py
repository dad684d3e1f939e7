"""How good the records are: links, withdrawals and refusals, runs, what is connected, and the close of a day."""

from __future__ import annotations

from enum import StrEnum
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


class FailureCause(StrEnum):
    """Why a run gave up, as far as it can be told from what was seen."""

    UNCONFIGURED = "unconfigured"
    """This deployment does not say where the kind comes from."""
    UNREACHABLE = "unreachable"
    """No connection, or one that broke."""
    TIME_OUT = "time_out"
    """No whole answer within the time that one may take."""
    SIGN_IN = "refused_sign_in"
    """The source does not know us: the token or the password is wrong or over."""
    REFUSED = "refused"
    """The source knows us, or does not ask, and says no."""
    THROTTLED = "throttled"
    """The source asks to come again later."""
    SOURCE_ERROR = "source_error"
    """The source says that it failed itself."""
    REDIRECTED = "redirected"
    """The source sends us elsewhere; nobody is followed there."""
    CUT_OFF = "cut_off"
    """An answer or a file that ends before its end."""
    TOO_LARGE = "too_large"
    """More than is taken at once: an answer, an unpacked one, a file, a folder."""
    BAD_ENCODING = "bad_encoding"
    """Bytes that are not in the encoding or the compression that they are said to be in."""
    MALFORMED = "malformed"
    """Readable, and not what was agreed."""
    CHANGED_SHAPE = "changed_shape"
    """A column or a field that was agreed is gone, or of another type."""
    UNREAD = "unread"
    """Files lie in the folder that can't be read; all others were. Each is refused by its name."""
    NO_PROGRESS = "no_progress"
    """A cursor that does not move, or comes back to where it was."""
    GAP = "gap"
    """A number of the source's own sequence is missing, so a record may still come behind those that were read."""
    REFILLED = "refilled"
    """The source's own sequence begins anew; it is read again from its beginning."""
    REWRITTEN = "rewritten"
    """What was read once is another thing now under the same name."""
    IMPLAUSIBLE = "implausible"
    """The source vouches for what cannot be: for a time that has not come, or for less than it did before."""
    UNFINISHED = "unfinished"
    """More than a run may read in its time; the next goes on where this one stopped."""
    REGISTER = "register"
    """The county's register is not there, without which no record can be judged."""
    DISK_FULL = "disk_full"
    """There is no room to keep what was read."""
    STORE = "store"
    """Our own database can't be used."""
    OUT_OF_MEMORY = "out_of_memory"
    """Reading it took more memory than it may."""
    INTERNAL = "internal"
    """Anything that nobody foresaw; the log has it."""


class CollectionFailed(Fact):
    """A run over one source and kind gave up; what it had read is kept. Stream ``collection/<run>``.

    ``detail`` says more about the cause, in a stable code: a status, a column, the name of an error.
    """

    schema_version: ClassVar[int] = 2

    kind: Code
    source: Code
    cause: FailureCause
    detail: Code | None = None
    read: Annotated[int, Field(ge=0)]
    accepted: Annotated[int, Field(ge=0)] = 0
    unchanged: Annotated[int, Field(ge=0)] = 0
    rejected: Annotated[int, Field(ge=0)] = 0


class Awaited(BaseModel):
    """A kind that applies since a stage began and is not connected yet: in its grace up to ``until``, inclusive."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Code
    until: Day


class ConnectionChanged(Fact):
    """Which kinds of data apply to a project, and which of these are connected. Stream ``connection/<project>``.

    Connected: at least one accepted, linked record that is not withdrawn. Both are names of kinds, in
    the order of the catalogue of kinds. ``awaited`` are those of the others whose stage began a short time ago:
    nobody is late with them yet. ``rules`` is the version of the rules that were applied.
    """

    schema_version: ClassVar[int] = 2

    project_id: UUID
    applicable: Annotated[tuple[Code, ...], Field(max_length=50)]
    connected: Annotated[tuple[Code, ...], Field(max_length=50)]
    awaited: Annotated[tuple[Awaited, ...], Field(max_length=50)]
    rules: Code


class DayClosed(Fact):
    """The day's collection is over; daily work may begin. Stream ``collection/day-<date>``.

    ``counted`` is how many events of each of ingest's types had been written by then: who does daily
    work waits until as many have arrived. ``late`` are the kinds (and ``register``) without which the day was
    closed, since their sources had not vouched for it by the county's hour: what they say of it is not known
    yet. When one of them comes in, as long as no later day is closed, the close is said anew without it.
    """

    schema_version: ClassVar[int] = 3

    date: Day
    counted: Counted
    late: Annotated[tuple[Code, ...], Field(max_length=50)]
