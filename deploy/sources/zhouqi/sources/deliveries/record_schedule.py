"""The records of one kind of a whole county as they begin, day by day."""

import heapq
from collections.abc import Iterator
from datetime import date

from zhouqi.sources.county import County, ProjectTruth
from zhouqi.sources.county.record import Kind, Record
from zhouqi.sources.county.records import records_of, stray_records_of

__all__ = ["RecordSchedule"]


class RecordSchedule:
    """A county's records of one kind: those of the history first, then those that begin on each later day, in order.

    What a project records is made only when its day comes. Of what is to come, no more is kept than which project has
    its next record on which day: a project's records are many, and half made they would be more than all its truth.
    """

    def __init__(self, county: County, kind: Kind) -> None:
        self._county = county
        self._kind = kind
        self._waiting: list[tuple[date, int, ProjectTruth]] = []
        self._number = 0

    def history(self) -> Iterator[Record]:
        """Answer every record that begins by the end of the scenario's day, project by project."""
        county = self._county
        for truth in county.history_projects:
            yield from self._begun(truth, date.min, county.scenario.calendar.scenario_day)
        for stranger in county.strangers:
            yield from stray_records_of(county.scenario, county.seed, self._kind, stranger)

    def on(self, day: date) -> Iterator[Record]:
        """Answer the records that begin on a day after the scenario's. Days must be asked for one after another."""
        for truth in self._county.registered_on(day):
            yield from self._begun(truth, date.min, day)
        while self._waiting and self._waiting[0][0] <= day:
            since, _, truth = heapq.heappop(self._waiting)
            yield from self._begun(truth, since, day)

    def _begun(self, truth: ProjectTruth, since: date, day: date) -> Iterator[Record]:
        """Answer what begins from a day on by the end of another, and keep in mind when the next record begins."""
        for record in records_of(self._county.scenario, self._county.seed, self._kind, truth, since):
            if record.begins > day:
                self._number += 1
                heapq.heappush(self._waiting, (record.begins, self._number, truth))
                return
            yield record
