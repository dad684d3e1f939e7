"""The days whose progress lifecycle has closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from zhouqi.events import JOURNAL, Fact, Projection, StreamEvent, Table
from zhouqi.events.contracts.lifecycle import ProgressClosed
from zhouqi.events.fold.projection import TableRow


class ClosedDayState(msgspec.Struct, frozen=True):
    """The day, once it is closed."""

    date: date | None = None


class ClosedDayProjection(Projection[ClosedDayState]):
    """A row a closed day."""

    name = "closed_day"
    version = 1
    log = JOURNAL
    category = "progress"
    state = ClosedDayState
    tables = (Table("closed_day", {"date": "date not null"}, indexes=("date",)),)

    def initial(self, stream: str) -> ClosedDayState:
        """Not closed."""
        return ClosedDayState()

    def evolve(self, state: ClosedDayState, fact: Fact, event: StreamEvent) -> ClosedDayState:
        """Closed by its close."""
        return ClosedDayState(fact.date) if isinstance(fact, ProgressClosed) else state

    def rows(self, state: ClosedDayState) -> Mapping[str, Sequence[TableRow]]:
        """The day's row."""
        return {"closed_day": [{"date": state.date}] if state.date else []}
