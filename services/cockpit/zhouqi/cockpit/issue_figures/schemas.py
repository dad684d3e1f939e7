"""The numbers above the list of issues."""

from __future__ import annotations

from datetime import datetime

from zhouqi.cockpit.kit.answer import Answer


class IssueListFigures(Answer):
    """The numbers above the list of issues. Each is the total of the list that its filter selects."""

    as_of: datetime | None
    all: int
    pushed: int
    in_progress: int
    done: int
    raised: int
    accepted: int
    assigned: int
    signed: int
    answered: int
    closed: int
    declined: int
    answered_late: int
    entered_late: int
    signed_late: int
