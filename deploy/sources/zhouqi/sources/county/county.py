"""The whole county: its projects with their dated truth, those of the history and those of each day after it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from zhouqi.sources.county.fate import Fate, draw_timeline
from zhouqi.sources.county.projects import Project, draw_project
from zhouqi.sources.county.serials import HISTORY, LARGEST, LATER, MOST_A_DAY, WITHDRAWN
from zhouqi.sources.county.timeline import Timeline
from zhouqi.sources.county.versions import Version, Withdrawal, draw_versions
from zhouqi.sources.draw import Draw
from zhouqi.sources.scenario import Scenario

__all__ = ["County", "Life"]

YOUNGEST_WITHDRAWAL = 15
"""Days after registration before which no registration is withdrawn."""


@dataclass(frozen=True, slots=True)
class Life:
    """A project with its whole truth: its timeline, and what is registered of it from when on."""

    project: Project
    timeline: Timeline
    registered: tuple[Version, ...]


class County:
    """A county of `size` projects, the same for the same scenario, seed and size.

    `lives` holds the projects of the history: `size` that are registered on the scenario's day, and those whose
    registration has been withdrawn by then.
    """

    def __init__(self, scenario: Scenario, seed: int, size: int) -> None:
        if not 1 <= size <= LARGEST:
            raise ValueError(f"a county has 1 to {LARGEST} projects, not {size}")
        self.scenario = scenario
        self.seed = seed
        self.size = size
        self.lives = (
            *(self._settled(serial) for serial in range(HISTORY, HISTORY + size)),
            *self._withdrawn(),
        )

    def born_on(self, day: date) -> Iterator[Life]:
        """Answer the projects registered on a day after the scenario's: none to `MOST_A_DAY`."""
        draw = Draw(self.seed, "births", day.isoformat())
        serial = LATER + (day - self.scenario.calendar.scenario_day).days * MOST_A_DAY
        for number in range(MOST_A_DAY):
            if draw.chance(self.scenario.projects.new_per_day / MOST_A_DAY):
                yield self._later(serial + number, day)

    def _settled(self, serial: int) -> Life:
        """Answer a project that is registered on the scenario's day, whatever happened before or comes after."""
        rates, calendar = self.scenario.projects, self.scenario.calendar
        draw = Draw(self.seed, "life", serial)
        registered = draw.day(calendar.history_begins, calendar.scenario_day)
        terminated = self._terminated(draw, registered)
        withdrawal: Withdrawal | None = None
        if draw.chance(rates.withdrawn_by_mistake):
            first = registered + timedelta(days=YOUNGEST_WITHDRAWAL)
            day = draw.day(first, calendar.scenario_day)
            restored = day + timedelta(days=draw.whole(2, 15))
            if restored <= calendar.scenario_day:
                withdrawal = Withdrawal(day, restored)
        elif draw.chance(rates.withdrawn_later):
            later = draw.whole(YOUNGEST_WITHDRAWAL, 900)
            withdrawal = Withdrawal(calendar.scenario_day + timedelta(days=later))
        return self._life(serial, registered, self._fate(draw), terminated, withdrawal)

    def _withdrawn(self) -> Iterator[Life]:
        """Answer the projects that come on top of the size: registered and withdrawn within the history."""
        calendar, aims = self.scenario.calendar, self.scenario.aims
        draw = Draw(self.seed, "withdrawn")
        drawn = sum(draw.chance(self.scenario.projects.withdrawn) for _ in range(self.size))
        for number in range(aims.withdrawn if aims is not None else drawn):
            room = timedelta(days=YOUNGEST_WITHDRAWAL)
            registered = draw.day(calendar.history_begins, calendar.scenario_day - room)
            day = draw.day(registered + room, min(registered + timedelta(days=700), calendar.scenario_day))
            yield self._life(WITHDRAWN + number, registered, Fate.PUNCTUAL, None, Withdrawal(day))

    def _later(self, serial: int, registered: date) -> Life:
        rates = self.scenario.projects
        draw = Draw(self.seed, "life", serial)
        withdrawal: Withdrawal | None = None
        if draw.chance(rates.withdrawn_later):
            withdrawal = Withdrawal(registered + timedelta(days=draw.whole(YOUNGEST_WITHDRAWAL, 400)))
        return self._life(serial, registered, self._fate(draw), None, withdrawal)

    def _life(
        self,
        serial: int,
        registered: date,
        fate: Fate,
        terminated: date | None,
        withdrawal: Withdrawal | None,
    ) -> Life:
        project = draw_project(self.seed, serial, registered, self._enterprise_number(serial))
        day = self.scenario.calendar.scenario_day
        if registered > day:
            day = self.scenario.calendar.goes_on_until
        timeline = draw_timeline(self.seed, project, fate, day, terminated)
        return Life(
            project,
            timeline,
            draw_versions(self.seed, project, timeline, self.scenario.changes, withdrawal),
        )

    def _enterprise_number(self, serial: int) -> int:
        """Answer the enterprise's number: mostly the project's own serial, else that of an older one of the county."""
        draw = Draw(self.seed, "owner", serial)
        if serial > 1 and draw.chance(self.scenario.projects.another_of_enterprise):
            return draw.whole(1, min(serial - 1, self.size))
        return serial

    def _fate(self, draw: Draw) -> Fate:
        pace = self.scenario.pace
        punctual = max(1 - pace.recovered - pace.overdue, 0)
        return draw.weighted(
            {Fate.PUNCTUAL: punctual, Fate.RECOVERED: pace.recovered, Fate.OVERDUE: pace.overdue}
        )

    def _terminated(self, draw: Draw, registered: date) -> date | None:
        last = self.scenario.calendar.scenario_day
        if (
            not draw.chance(self.scenario.projects.terminated)
            or (last - registered).days < YOUNGEST_WITHDRAWAL
        ):
            return None
        return draw.day(registered + timedelta(days=YOUNGEST_WITHDRAWAL), last)
