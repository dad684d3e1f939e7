"""The projects that issues can be about: where each lies, and whether it still counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from zhouqi.events import JOURNAL, Event, Fact, Projection, Table
from zhouqi.events.contracts.ingest import ProjectRegistered, RecordWithdrawn
from zhouqi.events.projection import TableRow


class ProjectState(msgspec.Struct, frozen=True):
    """A project's registration as it says now."""

    project_id: UUID | None = None
    township: str | None = None
    enterprise: str | None = None
    withdrawn: bool = False


class Projects(Projection[ProjectState]):
    """A row for each record that registered a project."""

    name = "project"
    version = 1
    log = JOURNAL
    category = "record/project"
    state = ProjectState
    tables = (
        Table(
            "project",
            {
                "project_id": "uuid not null",
                "township": "text",
                "enterprise": "text",
                "withdrawn": "boolean not null",
            },
            indexes=("project_id",),
        ),
    )

    def initial(self, stream: str) -> ProjectState:
        """Nothing registered."""
        return ProjectState()

    def evolve(self, state: ProjectState, fact: Fact, event: Event) -> ProjectState:
        """What is registered after ``fact``."""
        match fact:
            case ProjectRegistered():
                return ProjectState(fact.project_id, fact.township, fact.enterprise_code)
            case RecordWithdrawn():
                return msgspec.structs.replace(state, withdrawn=True)
            case _:
                return state

    def rows(self, state: ProjectState) -> Mapping[str, Sequence[TableRow]]:
        """The record's row, once a project is known."""
        return {"project": [msgspec.structs.asdict(state)] if state.project_id else []}
