"""The days whose collection is over, for the services that go by them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from zhouqi.events import JOURNAL, Fact, Projection, Step, Table
from zhouqi.events.contracts.ingest import DayClosed
from zhouqi.events.projection import TableRow


class ClosedDayState(msgspec.Struct, frozen=True):
    """A closed day; absent while its close has not come."""

    date: date | None = None


class ClosedDays(Projection[ClosedDayState]):
    """A row for each closed day."""

    name = "closed_day"
    version = 1
    log = JOURNAL
    category = "collection"
    state = ClosedDayState
    tables = (Table("closed_day", {"date": "date not null"}, indexes=("date",)),)

    def initial(self, stream: str) -> ClosedDayState:
        """Open."""
        return ClosedDayState()

    def evolve(self, state: ClosedDayState, fact: Fact, event: Step) -> ClosedDayState:
        """The day after ``fact``."""
        return ClosedDayState(fact.date) if isinstance(fact, DayClosed) else state

    def rows(self, state: ClosedDayState) -> Mapping[str, Sequence[TableRow]]:
        """The day's row, once closed."""
        return {"closed_day": [{"date": state.date}] if state.date else []}
