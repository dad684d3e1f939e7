"""Where issues stand, and what stays to be seen of them."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from zhouqi.cockpit.kit.answer import Answer


class IssueState(StrEnum):
    """The states of an issue. One that is reopened 重办 is assigned: its department signs it again."""

    RAISED = "raised"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    ASSIGNED = "assigned"
    SIGNED = "signed"
    ANSWERED = "answered"
    CLOSED = "closed"


class Mark(StrEnum):
    """What stays to be seen of an issue, whatever follows. A takeover of history marks nothing."""

    ANSWERED_LATE = "answered_late"
    """Its department answered after the day to answer by 逾期答复."""
    ENTERED_LATE = "entered_late"
    """Something was entered later than it happened 补录."""
    SIGNED_LATE = "signed_late"
    """Its department signed after the day to sign by 逾期签收."""


class AwaitedAct(StrEnum):
    """What an issue waits for, with a term in which it is to be done."""

    SIGN = "sign"
    ANSWER = "answer"
    RATE = "rate"


class Clock(Answer):
    """The clock that runs on an issue: the ``act`` is to be done ``by`` that day."""

    act: AwaitedAct
    by: date


def running_clock(
    state: IssueState, sign_by: date | None, answer_by: date | None, rate_by: date | None = None
) -> Clock | None:
    """The clock that runs on an issue in ``state``; None where none does, or its day is not known.

    A reopened issue is to be answered by a day, and has no term to be signed in.
    """
    match state:
        case IssueState.ASSIGNED if sign_by is not None:
            return Clock(act=AwaitedAct.SIGN, by=sign_by)
        case IssueState.ASSIGNED | IssueState.SIGNED if answer_by is not None:
            return Clock(act=AwaitedAct.ANSWER, by=answer_by)
        case IssueState.ANSWERED if rate_by is not None:
            return Clock(act=AwaitedAct.RATE, by=rate_by)
        case _:
            return None


class HandlingStage(StrEnum):
    """How far issues are that a department was given at least once (``pushed`` 已推送)."""

    PUSHED = "pushed"
    DONE = "done"
    """Closed 办结."""
    IN_PROGRESS = "in_progress"
