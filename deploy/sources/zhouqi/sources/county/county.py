"""The whole county: its projects with their dated truth, those of the history and those of each day after it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from zhouqi.sources.county.coverage import Coverage
from zhouqi.sources.county.coverage_plan import with_aimed_coverage, with_drawn_coverage
from zhouqi.sources.county.project_truth import ProjectTruth
from zhouqi.sources.county.projects import Project, draw_project
from zhouqi.sources.county.punctuality import Punctuality
from zhouqi.sources.county.registration_versions import Withdrawal, draw_versions
from zhouqi.sources.county.serials import HISTORY, LARGEST, LATER, MOST_A_DAY, STRANGERS, WITHDRAWN
from zhouqi.sources.county.timeline import Timeline
from zhouqi.sources.county.timelines import ProjectDraft, draw_punctuality, timeline_of, timelines_to_aims
from zhouqi.sources.scenario import Scenario
from zhouqi.sources.seeded_random import SeededRandom

__all__ = ["County", "ProjectTruth"]

YOUNGEST_WITHDRAWAL = 15
"""Days after registration before which no registration is withdrawn."""


class County:
    """A county of `size` projects, the same for the same scenario, seed and size.

    `history_projects` are those of the history: `size` that are registered on the scenario's day, and those whose
    registration has been withdrawn by then. `strangers` are projects of other counties, of which records got in.
    Not for several threads.
    """

    def __init__(self, scenario: Scenario, seed: int, size: int) -> None:
        if not 1 <= size <= LARGEST:
            raise ValueError(f"a county has 1 to {LARGEST} projects, not {size}")
        self.scenario = scenario
        self.seed = seed
        self.size = size
        self.history_projects = (*self._settled(), *self._withdrawn())
        self.strangers = tuple(self._strangers())
        self._born: dict[date, tuple[ProjectTruth, ...]] = {}

    @property
    def registered_projects(self) -> tuple[ProjectTruth, ...]:
        """The projects that are registered on the scenario's day."""
        return self.history_projects[: self.size]

    def registered_on(self, day: date) -> Sequence[ProjectTruth]:
        """Answer the projects registered on a day after the scenario's: none to `MOST_A_DAY`."""
        if day not in self._born:
            self._born[day] = tuple(self._births(day))
        return self._born[day]

    def registered_by(self, day: date) -> Iterator[ProjectTruth]:
        """Answer every project registered by the end of a day, strangers left out."""
        calendar = self.scenario.calendar
        yield from (truth for truth in self.history_projects if truth.project.registered <= day)
        born = calendar.scenario_day
        while born < min(day, calendar.goes_on_until):
            born += timedelta(days=1)
            yield from self.registered_on(born)

    def _births(self, day: date) -> Iterator[ProjectTruth]:
        draw = SeededRandom(self.seed, "births", day.isoformat())
        serial = LATER + (day - self.scenario.calendar.scenario_day).days * MOST_A_DAY
        for number in range(MOST_A_DAY):
            if draw.chance(self.scenario.projects.new_per_day / MOST_A_DAY):
                yield self._later(serial + number, day)

    def _settled(self) -> Sequence[ProjectTruth]:
        """Answer the projects that are registered on the scenario's day, whatever happened before or comes after."""
        day, aims = self.scenario.calendar.scenario_day, self.scenario.aims
        drafts, withdrawals, punctualities = [], [], []
        for serial in range(HISTORY, HISTORY + self.size):
            draw = SeededRandom(self.seed, "life", serial)
            registered = draw.day(self.scenario.calendar.history_begins, day)
            terminated = self._terminated(draw, registered)
            withdrawals.append(self._corrected(draw, registered))
            punctualities.append(draw_punctuality(draw, self.scenario.pace))
            drafts.append(ProjectDraft(self._project(serial, registered), terminated))
        if aims is None:
            return [
                with_drawn_coverage(
                    self.scenario,
                    self.seed,
                    self._life(draft.project, timeline_of(self.seed, draft, punctuality, day), withdrawal),
                )
                for draft, withdrawal, punctuality in zip(drafts, withdrawals, punctualities, strict=True)
            ]
        timelines = timelines_to_aims(self.seed, drafts, aims, day)
        history_projects = [
            self._life(draft.project, timelines[draft.project.serial], withdrawal)
            for draft, withdrawal in zip(drafts, withdrawals, strict=True)
        ]
        return with_aimed_coverage(self.scenario, self.seed, aims, history_projects)

    def _corrected(self, draw: SeededRandom, registered: date) -> Withdrawal | None:
        """Draw whether a registration is withdrawn by mistake and restored, or withdrawn after the scenario's day."""
        rates, calendar = self.scenario.projects, self.scenario.calendar
        if draw.chance(rates.withdrawn_by_mistake):
            first = registered + timedelta(days=YOUNGEST_WITHDRAWAL)
            day = draw.day(first, calendar.scenario_day)
            restored = day + timedelta(days=draw.integer(2, 15))
            return Withdrawal(day, restored) if restored <= calendar.scenario_day else None
        if draw.chance(rates.withdrawn_later):
            later = draw.integer(YOUNGEST_WITHDRAWAL, 900)
            return Withdrawal(calendar.scenario_day + timedelta(days=later))
        return None

    def _withdrawn(self) -> Iterator[ProjectTruth]:
        """Answer the projects that come on top of the size: registered and withdrawn within the history."""
        calendar, aims = self.scenario.calendar, self.scenario.aims
        draw = SeededRandom(self.seed, "withdrawn")
        drawn = sum(draw.chance(self.scenario.projects.withdrawn) for _ in range(self.size))
        for number in range(aims.withdrawn if aims is not None else drawn):
            room = timedelta(days=YOUNGEST_WITHDRAWAL)
            registered = draw.day(calendar.history_begins, calendar.scenario_day - room)
            day = draw.day(registered + room, min(registered + timedelta(days=700), calendar.scenario_day))
            draft = ProjectDraft(self._project(WITHDRAWN + number, registered), None)
            punctuality = draw_punctuality(
                SeededRandom(self.seed, "life", WITHDRAWN + number), self.scenario.pace
            )
            timeline = timeline_of(self.seed, draft, punctuality, day)
            yield with_drawn_coverage(
                self.scenario, self.seed, self._life(draft.project, timeline, Withdrawal(day))
            )

    def _later(self, serial: int, registered: date) -> ProjectTruth:
        rates = self.scenario.projects
        draw = SeededRandom(self.seed, "life", serial)
        withdrawal: Withdrawal | None = None
        if draw.chance(rates.withdrawn_later):
            withdrawal = Withdrawal(registered + timedelta(days=draw.integer(YOUNGEST_WITHDRAWAL, 400)))
        draft = ProjectDraft(self._project(serial, registered), None)
        punctuality = draw_punctuality(draw, self.scenario.pace)
        timeline = timeline_of(self.seed, draft, punctuality, self.scenario.calendar.goes_on_until)
        return with_drawn_coverage(self.scenario, self.seed, self._life(draft.project, timeline, withdrawal))

    def _strangers(self) -> Iterator[ProjectTruth]:
        calendar = self.scenario.calendar
        draw = SeededRandom(self.seed, "strangers")
        for number in range(sum(draw.chance(self.scenario.records.strangers) for _ in range(self.size))):
            registered = draw.day(calendar.history_begins, calendar.scenario_day)
            draft = ProjectDraft(self._project(STRANGERS + number, registered), None)
            timeline = timeline_of(self.seed, draft, Punctuality.PUNCTUAL, calendar.scenario_day)
            yield self._life(draft.project, timeline, None)

    def _project(self, serial: int, registered: date) -> Project:
        return draw_project(self.seed, serial, registered, self._enterprise_number(serial))

    def _life(self, project: Project, timeline: Timeline, withdrawal: Withdrawal | None) -> ProjectTruth:
        withdrawn = withdrawal.day if withdrawal is not None and withdrawal.restored is None else None
        ends = [day for day in (timeline.terminated, withdrawn) if day is not None]
        return ProjectTruth(
            project,
            timeline,
            draw_versions(self.seed, project, timeline, self.scenario.changes, withdrawal),
            Coverage(project.registered),
            min(ends, default=None),
        )

    def _enterprise_number(self, serial: int) -> int:
        """Answer the enterprise's number: mostly the project's own serial, else that of an older one of the county."""
        draw = SeededRandom(self.seed, "owner", serial)
        if serial > 1 and draw.chance(self.scenario.projects.another_of_enterprise):
            return draw.integer(1, min(serial - 1, self.size))
        return serial

    def _terminated(self, draw: SeededRandom, registered: date) -> date | None:
        last = self.scenario.calendar.scenario_day
        if (
            not draw.chance(self.scenario.projects.terminated)
            or (last - registered).days < YOUNGEST_WITHDRAWAL
        ):
            return None
        return draw.day(registered + timedelta(days=YOUNGEST_WITHDRAWAL), last)
