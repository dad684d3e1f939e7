"""The days as of whose close warning has judged every project: lights and days overdue are as of the last one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from zhouqi.events import JOURNAL, Fact, Projection, StreamEvent, Table
from zhouqi.events.contracts.warning import WarningClosed
from zhouqi.events.fold.projection import TableRow


class JudgedDayState(msgspec.Struct, frozen=True):
    """A judged day; absent while its close has not come."""

    date: date | None = None


class JudgedDayProjection(Projection[JudgedDayState]):
    """A row for each judged day."""

    name = "judged_day"
    version = 1
    log = JOURNAL
    category = "judged"
    state = JudgedDayState
    tables = (Table("judged_day", {"date": "date not null"}, indexes=("date",)),)

    def initial(self, stream: str) -> JudgedDayState:
        """Not judged yet."""
        return JudgedDayState()

    def evolve(self, state: JudgedDayState, fact: Fact, event: StreamEvent) -> JudgedDayState:
        """The day after ``fact``."""
        return JudgedDayState(fact.date) if isinstance(fact, WarningClosed) else state

    def rows(self, state: JudgedDayState) -> Mapping[str, Sequence[TableRow]]:
        """The day's row, once judged."""
        return {"judged_day": [{"date": state.date}] if state.date else []}
