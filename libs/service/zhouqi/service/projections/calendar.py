"""The county's calendar: which days are worked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from zhouqi.events import JOURNAL, Fact, Projection, StreamEvent, Table
from zhouqi.events.contracts.ingest import CalendarPublished
from zhouqi.events.fold.projection import TableRow


class CalendarState(msgspec.Struct, frozen=True):
    """The exceptions of a year, as published last."""

    year: int | None = None
    provisional: bool = True
    holidays: tuple[date, ...] = ()
    workdays: tuple[date, ...] = ()


class CalendarProjection(Projection[CalendarState]):
    """A row for each year."""

    name = "calendar"
    version = 1
    log = JOURNAL
    category = "register/calendar"
    state = CalendarState
    tables = (
        Table(
            "calendar_year",
            {
                "year": "integer not null",
                "provisional": "boolean not null",
                "holidays": "date[] not null",
                "workdays": "date[] not null",
            },
        ),
    )

    def initial(self, stream: str) -> CalendarState:
        """Not published."""
        return CalendarState()

    def evolve(self, state: CalendarState, fact: Fact, event: StreamEvent) -> CalendarState:
        """The year after ``fact``."""
        if not isinstance(fact, CalendarPublished):
            return state
        return CalendarState(fact.year, fact.provisional, fact.holidays, fact.workdays)

    def rows(self, state: CalendarState) -> Mapping[str, Sequence[TableRow]]:
        """The year's row."""
        return {"calendar_year": [msgspec.structs.asdict(state)] if state.year else []}
