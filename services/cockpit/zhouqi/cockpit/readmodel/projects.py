"""Where each project stands, as lifecycle decided it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from zhouqi.events import JOURNAL, Event, Fact, Projection, Table
from zhouqi.events.contracts.lifecycle import Milestone, MilestonePlanned
from zhouqi.events.projection import TableRow


class ProjectState(msgspec.Struct, frozen=True):
    """The due days of a project's planned milestones."""

    project_id: UUID | None = None
    due: dict[Milestone, date] = {}
    updated_at: datetime | None = None


class Projects(Projection[ProjectState]):
    """A row a project, and one for each of its planned milestones."""

    name = "project"
    version = 1
    log = JOURNAL
    category = "project"
    state = ProjectState
    tables = (
        Table(
            "project",
            {
                "project_id": "uuid not null",
                "start_due": "date",
                "completion_due": "date",
                "updated_at": "timestamptz not null",
            },
            indexes=("project_id",),
        ),
        Table(
            "project_milestone",
            {"project_id": "uuid not null", "milestone": "text not null", "due": "date not null"},
            key=("milestone",),
            indexes=("project_id",),
        ),
    )

    def initial(self, stream: str) -> ProjectState:
        """Nothing planned."""
        return ProjectState()

    def evolve(self, state: ProjectState, fact: Fact, event: Event) -> ProjectState:
        """The project after ``fact``."""
        if not isinstance(fact, MilestonePlanned):
            return state
        due = {milestone: day for milestone, day in state.due.items() if milestone is not fact.milestone}
        if fact.due is not None:
            due[fact.milestone] = fact.due
        latest = max(event.occurred_at, state.updated_at or event.occurred_at)
        return ProjectState(fact.project_id, due, latest)

    def rows(self, state: ProjectState) -> Mapping[str, Sequence[TableRow]]:
        """The project's row, and its milestones'."""
        if state.project_id is None:
            return {}
        return {
            "project": [
                {
                    "project_id": state.project_id,
                    "start_due": state.due.get(Milestone.STARTED),
                    "completion_due": state.due.get(Milestone.COMPLETED),
                    "updated_at": state.updated_at,
                }
            ],
            "project_milestone": [
                {"project_id": state.project_id, "milestone": milestone, "due": day}
                for milestone, day in state.due.items()
            ],
        }
