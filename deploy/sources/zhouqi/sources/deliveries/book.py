"""The records of one kind of a whole county as they begin, day by day."""

import heapq
from collections.abc import Iterator
from datetime import date

from zhouqi.sources.county import County, Life
from zhouqi.sources.county.record import Kind, Record
from zhouqi.sources.county.records import records_of, strays_of

__all__ = ["Book"]


class Book:
    """A county's records of one kind: those of the history first, then those that begin on each later day, in order.

    What a project records year by year is made only when its day comes.
    """

    def __init__(self, county: County, kind: Kind) -> None:
        self._county = county
        self._kind = kind
        self._waiting: list[tuple[date, int, Record, Iterator[Record]]] = []
        self._number = 0

    def history(self) -> Iterator[Record]:
        """Answer every record that begins by the end of the scenario's day, project by project."""
        county = self._county
        for life in county.lives:
            yield from self._begun(self._records(life), county.scenario.calendar.scenario_day)
        for stranger in county.strangers:
            yield from strays_of(county.scenario, county.seed, self._kind, stranger)

    def on(self, day: date) -> Iterator[Record]:
        """Answer the records that begin on a day after the scenario's. Days must be asked for one after another."""
        for life in self._county.born_on(day):
            yield from self._begun(self._records(life), day)
        while self._waiting and self._waiting[0][0] <= day:
            *_, record, following = heapq.heappop(self._waiting)
            yield record
            yield from self._begun(following, day)

    def _records(self, life: Life) -> Iterator[Record]:
        return records_of(self._county.scenario, self._county.seed, self._kind, life)

    def _begun(self, records: Iterator[Record], day: date) -> Iterator[Record]:
        """Answer what begins by the end of a day, and keep the first that doesn't with what follows it."""
        for record in records:
            if record.begins > day:
                self._number += 1
                heapq.heappush(self._waiting, (record.begins, self._number, record, records))
                return
            yield record
