"""The whole county: its projects with their dated truth, those of the history and those of each day after it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from zhouqi.sources.county.coverage import Coverage
from zhouqi.sources.county.covering import aimed, covered
from zhouqi.sources.county.fate import Fate
from zhouqi.sources.county.life import Life
from zhouqi.sources.county.projects import Project, draw_project
from zhouqi.sources.county.serials import HISTORY, LARGEST, LATER, MOST_A_DAY, STRANGERS, WITHDRAWN
from zhouqi.sources.county.settlement import Draft, drawn_fate, fared, settle
from zhouqi.sources.county.timeline import Timeline
from zhouqi.sources.county.versions import Withdrawal, draw_versions
from zhouqi.sources.draw import Draw
from zhouqi.sources.scenario import Scenario

__all__ = ["County", "Life"]

YOUNGEST_WITHDRAWAL = 15
"""Days after registration before which no registration is withdrawn."""


class County:
    """A county of `size` projects, the same for the same scenario, seed and size.

    `lives` holds the projects of the history: `size` that are registered on the scenario's day, and those whose
    registration has been withdrawn by then. `strangers` are projects of other counties, of which records got in.
    Not for several threads.
    """

    def __init__(self, scenario: Scenario, seed: int, size: int) -> None:
        if not 1 <= size <= LARGEST:
            raise ValueError(f"a county has 1 to {LARGEST} projects, not {size}")
        self.scenario = scenario
        self.seed = seed
        self.size = size
        self.lives = (*self._settled(), *self._withdrawn())
        self.strangers = tuple(self._strangers())
        self._born: dict[date, tuple[Life, ...]] = {}

    @property
    def settled(self) -> tuple[Life, ...]:
        """The projects that are registered on the scenario's day."""
        return self.lives[: self.size]

    def born_on(self, day: date) -> Sequence[Life]:
        """Answer the projects registered on a day after the scenario's: none to `MOST_A_DAY`."""
        if day not in self._born:
            self._born[day] = tuple(self._births(day))
        return self._born[day]

    def lives_by(self, day: date) -> Iterator[Life]:
        """Answer every project registered by the end of a day, strangers left out."""
        calendar = self.scenario.calendar
        yield from (life for life in self.lives if life.project.registered <= day)
        born = calendar.scenario_day
        while born < min(day, calendar.goes_on_until):
            born += timedelta(days=1)
            yield from self.born_on(born)

    def _births(self, day: date) -> Iterator[Life]:
        draw = Draw(self.seed, "births", day.isoformat())
        serial = LATER + (day - self.scenario.calendar.scenario_day).days * MOST_A_DAY
        for number in range(MOST_A_DAY):
            if draw.chance(self.scenario.projects.new_per_day / MOST_A_DAY):
                yield self._later(serial + number, day)

    def _settled(self) -> Sequence[Life]:
        """Answer the projects that are registered on the scenario's day, whatever happened before or comes after."""
        day, aims = self.scenario.calendar.scenario_day, self.scenario.aims
        drafts, withdrawals, fates = [], [], []
        for serial in range(HISTORY, HISTORY + self.size):
            draw = Draw(self.seed, "life", serial)
            registered = draw.day(self.scenario.calendar.history_begins, day)
            terminated = self._terminated(draw, registered)
            withdrawals.append(self._corrected(draw, registered))
            fates.append(drawn_fate(draw, self.scenario.pace))
            drafts.append(Draft(self._project(serial, registered), terminated))
        if aims is None:
            return [
                covered(
                    self.scenario,
                    self.seed,
                    self._life(draft.project, fared(self.seed, draft, fate, day), withdrawal),
                )
                for draft, withdrawal, fate in zip(drafts, withdrawals, fates, strict=True)
            ]
        timelines = settle(self.seed, drafts, aims, day)
        lives = [
            self._life(draft.project, timelines[draft.project.serial], withdrawal)
            for draft, withdrawal in zip(drafts, withdrawals, strict=True)
        ]
        return aimed(self.scenario, self.seed, aims, lives)

    def _corrected(self, draw: Draw, registered: date) -> Withdrawal | None:
        """Draw whether a registration is withdrawn by mistake and restored, or withdrawn after the scenario's day."""
        rates, calendar = self.scenario.projects, self.scenario.calendar
        if draw.chance(rates.withdrawn_by_mistake):
            first = registered + timedelta(days=YOUNGEST_WITHDRAWAL)
            day = draw.day(first, calendar.scenario_day)
            restored = day + timedelta(days=draw.whole(2, 15))
            return Withdrawal(day, restored) if restored <= calendar.scenario_day else None
        if draw.chance(rates.withdrawn_later):
            later = draw.whole(YOUNGEST_WITHDRAWAL, 900)
            return Withdrawal(calendar.scenario_day + timedelta(days=later))
        return None

    def _withdrawn(self) -> Iterator[Life]:
        """Answer the projects that come on top of the size: registered and withdrawn within the history."""
        calendar, aims = self.scenario.calendar, self.scenario.aims
        draw = Draw(self.seed, "withdrawn")
        drawn = sum(draw.chance(self.scenario.projects.withdrawn) for _ in range(self.size))
        for number in range(aims.withdrawn if aims is not None else drawn):
            room = timedelta(days=YOUNGEST_WITHDRAWAL)
            registered = draw.day(calendar.history_begins, calendar.scenario_day - room)
            day = draw.day(registered + room, min(registered + timedelta(days=700), calendar.scenario_day))
            draft = Draft(self._project(WITHDRAWN + number, registered), None)
            fate = drawn_fate(Draw(self.seed, "life", WITHDRAWN + number), self.scenario.pace)
            timeline = fared(self.seed, draft, fate, day)
            yield covered(self.scenario, self.seed, self._life(draft.project, timeline, Withdrawal(day)))

    def _later(self, serial: int, registered: date) -> Life:
        rates = self.scenario.projects
        draw = Draw(self.seed, "life", serial)
        withdrawal: Withdrawal | None = None
        if draw.chance(rates.withdrawn_later):
            withdrawal = Withdrawal(registered + timedelta(days=draw.whole(YOUNGEST_WITHDRAWAL, 400)))
        draft = Draft(self._project(serial, registered), None)
        fate = drawn_fate(draw, self.scenario.pace)
        timeline = fared(self.seed, draft, fate, self.scenario.calendar.goes_on_until)
        return covered(self.scenario, self.seed, self._life(draft.project, timeline, withdrawal))

    def _strangers(self) -> Iterator[Life]:
        calendar = self.scenario.calendar
        draw = Draw(self.seed, "strangers")
        for number in range(sum(draw.chance(self.scenario.records.strangers) for _ in range(self.size))):
            registered = draw.day(calendar.history_begins, calendar.scenario_day)
            draft = Draft(self._project(STRANGERS + number, registered), None)
            timeline = fared(self.seed, draft, Fate.PUNCTUAL, calendar.scenario_day)
            yield self._life(draft.project, timeline, None)

    def _project(self, serial: int, registered: date) -> Project:
        return draw_project(self.seed, serial, registered, self._enterprise_number(serial))

    def _life(self, project: Project, timeline: Timeline, withdrawal: Withdrawal | None) -> Life:
        withdrawn = withdrawal.day if withdrawal is not None and withdrawal.restored is None else None
        ends = [day for day in (timeline.terminated, withdrawn) if day is not None]
        return Life(
            project,
            timeline,
            draw_versions(self.seed, project, timeline, self.scenario.changes, withdrawal),
            Coverage(project.registered),
            min(ends, default=None),
        )

    def _enterprise_number(self, serial: int) -> int:
        """Answer the enterprise's number: mostly the project's own serial, else that of an older one of the county."""
        draw = Draw(self.seed, "owner", serial)
        if serial > 1 and draw.chance(self.scenario.projects.another_of_enterprise):
            return draw.whole(1, min(serial - 1, self.size))
        return serial

    def _terminated(self, draw: Draw, registered: date) -> date | None:
        last = self.scenario.calendar.scenario_day
        if (
            not draw.chance(self.scenario.projects.terminated)
            or (last - registered).days < YOUNGEST_WITHDRAWAL
        ):
            return None
        return draw.day(registered + timedelta(days=YOUNGEST_WITHDRAWAL), last)
