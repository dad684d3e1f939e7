"""The projects as lifecycle itself decided them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from zhouqi.events import STORE, Fact, Projection, StreamEvent, Table
from zhouqi.events.fold.projection import TableRow
from zhouqi.lifecycle.project.project import Project, evolve


class ProjectState(msgspec.Struct, frozen=True):
    """A project, and how many of its events it is the sum of."""

    project: Project
    sequence: int = 0


class ProjectProjection(Projection[ProjectState]):
    """A row a project: ``status`` is its whole :class:`~zhouqi.lifecycle.status.project_status.ProjectStatus`.

    ``requests`` waits to be decided; ``manual_entries`` is what was entered by hand and may be taken back.
    """

    name = "project"
    version = 3
    log = STORE
    category = "project"
    state = ProjectState
    tables = (
        Table(
            "project",
            {
                "project_id": "uuid not null",
                "sequence": "integer not null",
                "status": "json not null",
                "manual_entries": "json not null",
                "requests": "json not null",
                "department": "text",
                "agent": "text",
            },
            indexes=("project_id",),
        ),
    )

    def initial(self, stream: str) -> ProjectState:
        """Nothing decided."""
        return ProjectState(Project())

    def evolve(self, state: ProjectState, fact: Fact, event: StreamEvent) -> ProjectState:
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
                    "status": project.status,
                    "manual_entries": project.manual_entries,
                    "requests": project.requests,
                    "department": project.assigned.department,
                    "agent": project.assigned.agent,
                }
            ]
        }
