"""The projects as lifecycle itself decided them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from zhouqi.events import STORE, Fact, Projection, Step, Table
from zhouqi.events.projection import TableRow
from zhouqi.lifecycle.project import Project, evolve


class ProjectState(msgspec.Struct, frozen=True):
    """A project, and how many of its events it is the sum of."""

    project: Project
    sequence: int = 0


class ProjectRows(Projection[ProjectState]):
    """A row a project: ``standing`` is its whole standing, as :class:`~zhouqi.lifecycle.standing.Standing`."""

    name = "project"
    version = 1
    log = STORE
    category = "project"
    state = ProjectState
    tables = (
        Table(
            "project",
            {
                "project_id": "uuid not null",
                "sequence": "integer not null",
                "standing": "json not null",
                "department": "text",
                "agent": "text",
            },
            indexes=("project_id",),
        ),
    )

    def initial(self, stream: str) -> ProjectState:
        """Nothing decided."""
        return ProjectState(Project())

    def evolve(self, state: ProjectState, fact: Fact, event: Step) -> ProjectState:
        """The project after ``fact``."""
        return ProjectState(evolve(state.project, fact), event.sequence)

    def rows(self, state: ProjectState) -> Mapping[str, Sequence[TableRow]]:
        """The project's row."""
        project = state.project
        if project.project_id is None:
            return {}
        return {
            "project": [
                {
                    "project_id": project.project_id,
                    "sequence": state.sequence,
                    "standing": project.standing,
                    "department": project.assigned.department,
                    "agent": project.assigned.agent,
                }
            ]
        }
