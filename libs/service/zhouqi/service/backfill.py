"""Late entry 补录: who may say when something happened that is entered only now, and within which bounds."""

from __future__ import annotations

from datetime import datetime

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from zhouqi.service.identity import Identity
from zhouqi.service.language import Text
from zhouqi.service.problems import FORBIDDEN, Kind, Problem
from zhouqi.service.runtime import Runtime

PERMISSION = "backfill"
IN_FUTURE = Kind("in-future", 422, Text("发生时间不能晚于现在", "It can't have happened in the future"))


class Entered(BaseModel):
    """Base of a command's body: with ``occurred_at`` it is entered late, without it happens now."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    occurred_at: AwareDatetime | None = Field(
        default=None,
        description="When it happened, for late entry: not in the future, not before what is known already",
    )


def occurred_at(runtime: Runtime, identity: Identity, entered: Entered) -> datetime:
    """When the command's events happened. Raises Problem 403 without ``backfill``, 422 for a future time.

    That it does not lie before its stream's last event is the handler's to see (``Command.in_order``).
    """
    now = runtime.clock.now()
    if entered.occurred_at is None:
        return now
    if not runtime.permissions.may(identity, PERMISSION):
        raise Problem(FORBIDDEN, extra={"permission": PERMISSION})
    if entered.occurred_at > now:
        raise Problem(IN_FUTURE)
    return entered.occurred_at
