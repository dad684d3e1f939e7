"""The days whose collection is over, for the services that go by them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from zhouqi.events import JOURNAL, Fact, Projection, StreamEvent, Table
from zhouqi.events.contracts.ingest import DayClosed
from zhouqi.events.fold.projection import TableRow


class ClosedDayState(msgspec.Struct, frozen=True):
    """A closed day, and the kinds that are late for it; absent while its close has not come."""

    date: date | None = None
    late: tuple[str, ...] = ()


class ClosedDays(Projection[ClosedDayState]):
    """A row for each closed day."""

    name = "closed_day"
    version = 2
    log = JOURNAL
    category = "collection"
    state = ClosedDayState
    tables = (Table("closed_day", {"date": "date not null", "late": "text[] not null"}, indexes=("date",)),)

    def initial(self, stream: str) -> ClosedDayState:
        """Open."""
        return ClosedDayState()

    def evolve(self, state: ClosedDayState, fact: Fact, event: StreamEvent) -> ClosedDayState:
        """The day after ``fact``."""
        return ClosedDayState(fact.date, fact.late) if isinstance(fact, DayClosed) else state

    def rows(self, state: ClosedDayState) -> Mapping[str, Sequence[TableRow]]:
        """The day's row, once closed."""
        return {"closed_day": [msgspec.structs.asdict(state)] if state.date else []}
