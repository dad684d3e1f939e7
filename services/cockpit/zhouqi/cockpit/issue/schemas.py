"""One issue's page."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import computed_field

from zhouqi.cockpit.issue_list.schemas import IssueRow
from zhouqi.cockpit.issues.schemas import Clock, running_clock
from zhouqi.cockpit.stuck.schemas import StuckStream


class Issue(IssueRow):
    """One issue with all that its page shows, apart from the trail.

    ``answer`` is the last one, ``reason`` why it was last returned or declined, ``remark`` what the last
    rating said. ``rate_provisional``: ``rate_by`` rests on a calendar whose exceptions are not known yet.
    ``reopened`` is how often a bad rating had it done again. ``sequence`` is the last event
    of its stream that arrived.
    """

    as_of: datetime | None
    today: date
    description: str
    by_agent: bool
    answer: str | None
    reason: str | None
    remark: str | None
    rate_by: date | None
    rate_provisional: bool
    reopened: int
    sequence: int
    stuck_streams: list[StuckStream]

    @computed_field  # type: ignore[prop-decorator]  # pydantic's own way to say it
    @property
    def clock(self) -> Clock | None:
        """The clock that runs on it now."""
        return running_clock(self.state, self.sign_by, self.answer_by, self.rate_by)
