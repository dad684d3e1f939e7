"""Late entry 补录: who may say when something happened that is entered only now, and within which bounds.

Whoever enters late gains nothing by it: it takes a permission that few have, a reason and a document, and
clocks run on when it was entered. The one exception is the takeover 历史移交, the county's history from before
it worked with this system, which is entered once, on behalf of those whose acts it was (:mod:`.takeover`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from zhouqi.events.clock import COUNTY_ZONE
from zhouqi.service.http.entered_time import Moment
from zhouqi.service.http.idempotency import Key
from zhouqi.service.http.language import Text
from zhouqi.service.http.problems import FORBIDDEN, Problem, ProblemKind
from zhouqi.service.http.validation import field_error
from zhouqi.service.identity.identity import Identity
from zhouqi.service.runtime import Runtime
from zhouqi.service.text import DocumentNumber, FreeText

PERMISSION = "backfill"
IN_FUTURE = ProblemKind(
    "in-future", 422, Text("发生时间不能晚于现在", "It can't have happened in the future")
)
NOT_DATED = ProblemKind(
    "not-dated", 422, Text("历史移交须写明发生时间", "What is taken over has to say when it happened")
)
TAKEN_OVER = ProblemKind(
    "taken-over",
    403,
    Text("历史移交已结束，或所录事项不属移交范围", "The takeover is over, or this lies outside of it"),
)
_HAS_DONE = "select true from log.command where id = %s"
_HAS_ENDED = "select true from app.takeover"


class LateEntryBody(BaseModel):
    """Base of a command's body: with ``occurred_at`` it is entered late, without it happens now.

    Late entry says why it comes only now (``late_reason``) and the number of what proves it (``late_document``).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    occurred_at: Moment | None = Field(
        default=None,
        description="When it happened, for late entry: not in the future, not before what is known already",
    )
    late_reason: FreeText | None = Field(default=None, description="Why it is entered only now")
    late_document: DocumentNumber | None = Field(
        default=None, description="The number of what proves it 文号"
    )

    @model_validator(mode="after")
    def _whole(self) -> Self:
        late = (self.occurred_at is not None, self.late_reason is not None, self.late_document is not None)
        if any(late) and not all(late):
            raise field_error("late_entry_incomplete")
        return self


@dataclass(frozen=True, slots=True)
class LateEntry:
    """What a late entry says beside its facts: the fields of ``IssueEnteredLate`` and ``ProjectEnteredLate``.

    ``account`` is who entered it; with ``takeover`` on behalf of the command's account.
    """

    account: str
    occurred_at: datetime
    entered_at: datetime
    reason: str
    document: str
    takeover: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """When a command happened (``at``) and when it was entered; ``late`` is absent when both are now."""

    at: datetime
    entered_at: datetime
    late: LateEntry | None = None

    @property
    def clock(self) -> datetime:
        """The time on which terms run: that of the entry, but what was taken over had its terms back then."""
        return self.at if self.late is not None and self.late.takeover else self.entered_at


async def entry_of(runtime: Runtime, identity: Identity, body: LateEntryBody, key: Key) -> Entry:
    """When the command of ``body`` happened, as ``identity`` says.

    Raises Problem 403 without ``backfill`` or outside the takeover, 422 for a future time. That it does not
    lie before its stream's last event is the handler's to see (``Command.in_order``).
    """
    now = runtime.clock.now()
    if body.occurred_at is None or body.late_reason is None or body.late_document is None:
        if identity.entered_by is not None:
            raise Problem(NOT_DATED)
        return Entry(now, now)
    if identity.entered_by is None and not runtime.permissions.may(identity, PERMISSION):
        raise Problem(FORBIDDEN, extra={"permission": PERMISSION})
    if body.occurred_at > now:
        raise Problem(IN_FUTURE)
    if identity.entered_by is not None and not await _is_open(runtime, body.occurred_at, now):
        await _demand_done(runtime, identity, key)
    late = LateEntry(
        account=identity.entered_by or identity.account,
        occurred_at=body.occurred_at,
        entered_at=now,
        reason=body.late_reason,
        document=body.late_document,
        takeover=identity.entered_by is not None,
    )
    return Entry(body.occurred_at, now, late)


async def _is_open(runtime: Runtime, occurred_at: datetime, now: datetime) -> bool:
    """Whether history up to then may be taken over now."""
    until = runtime.settings.take_over_until
    if until is None or max(occurred_at, now).astimezone(COUNTY_ZONE).date() > until:
        return False
    async with runtime.pool.connection() as conn:
        return await (await conn.execute(_HAS_ENDED)).fetchone() is None


async def _demand_done(runtime: Runtime, identity: Identity, key: Key) -> None:
    """Raise Problem 403, unless it is the repeat of what was taken over in time: that is answered as ever."""
    async with runtime.pool.connection() as conn:
        cursor = await conn.execute(_HAS_DONE, (key.command_id(identity.account),))
        if await cursor.fetchone() is None:
            raise Problem(TAKEN_OVER)
