"""What others registered: projects and enterprises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from zhouqi.events import JOURNAL, Fact, Projection, Step, Table
from zhouqi.events.contracts.ingest import (
    EnterpriseRegistered,
    ProjectRegistered,
    RecordWithdrawn,
)
from zhouqi.events.projection import TableRow


class ProjectState(msgspec.Struct, frozen=True):
    """A project, and whose it is."""

    project_id: UUID | None = None
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
            {"project_id": "uuid not null", "enterprise": "text not null", "withdrawn": "boolean not null"},
            indexes=("project_id", "enterprise"),
        ),
    )

    def initial(self, stream: str) -> ProjectState:
        """Nothing registered."""
        return ProjectState()

    def evolve(self, state: ProjectState, fact: Fact, event: Step) -> ProjectState:
        """What is registered after ``fact``."""
        match fact:
            case ProjectRegistered():
                return ProjectState(fact.project_id, fact.enterprise_code)
            case RecordWithdrawn():
                return msgspec.structs.replace(state, withdrawn=True)
            case _:
                return state

    def rows(self, state: ProjectState) -> Mapping[str, Sequence[TableRow]]:
        """The record's row, once a project is known."""
        return {"project": [msgspec.structs.asdict(state)] if state.project_id else []}


class RegisteredState(msgspec.Struct, frozen=True):
    """An enterprise of the register."""

    code: str | None = None
    name: str | None = None
    township: str | None = None
    industry: str | None = None
    above_scale: bool = False
    honours: tuple[str, ...] = ()


class RegisteredEnterprises(Projection[RegisteredState]):
    """A row for each enterprise of the register."""

    name = "registered"
    version = 1
    log = JOURNAL
    category = "register/enterprise"
    state = RegisteredState
    tables = (
        Table(
            "registered",
            {
                "code": "text not null",
                "name": "text not null",
                "township": "text",
                "industry": "text",
                "above_scale": "boolean not null",
                "honours": "text[] not null",
            },
            indexes=("code",),
        ),
    )

    def initial(self, stream: str) -> RegisteredState:
        """Not registered."""
        return RegisteredState()

    def evolve(self, state: RegisteredState, fact: Fact, event: Step) -> RegisteredState:
        """What the register says after ``fact``."""
        if not isinstance(fact, EnterpriseRegistered):
            return state
        return RegisteredState(
            fact.code, fact.name, fact.township, fact.industry, fact.above_scale, fact.honours
        )

    def rows(self, state: RegisteredState) -> Mapping[str, Sequence[TableRow]]:
        """The enterprise's row."""
        return {"registered": [msgspec.structs.asdict(state)] if state.code else []}
