"""The days whose collection is over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from zhouqi.events import JOURNAL, Event, Fact, Projection, Table
from zhouqi.events.contracts.ingest import DayClosed
from zhouqi.events.projection import TableRow


class DayState(msgspec.Struct, frozen=True):
    """A closed day; absent while its close has not come."""

    date: date | None = None


class ClosedDays(Projection[DayState]):
    """A row a closed day."""

    name = "closed_day"
    version = 1
    log = JOURNAL
    category = "collection"
    state = DayState
    tables = (Table("closed_day", {"date": "date not null"}, indexes=("date",)),)

    def initial(self, stream: str) -> DayState:
        """Open."""
        return DayState()

    def evolve(self, state: DayState, fact: Fact, event: Event) -> DayState:
        """The day after ``fact``."""
        return DayState(fact.date) if isinstance(fact, DayClosed) else state

    def rows(self, state: DayState) -> Mapping[str, Sequence[TableRow]]:
        """The day's row, once closed."""
        return {"closed_day": [{"date": state.date}] if state.date else []}
