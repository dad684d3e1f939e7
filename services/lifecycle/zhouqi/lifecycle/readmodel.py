"""What lifecycle knows: the registrations that others published, and its own projects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

import msgspec

from zhouqi.events import JOURNAL, STORE, Event, Fact, Projection, ReadModel, Table
from zhouqi.events.contracts.ingest import ProjectRegistered, RecordWithdrawn
from zhouqi.events.contracts.lifecycle import Milestone, MilestonePlanned
from zhouqi.events.projection import TableRow


class RegistrationState(msgspec.Struct, frozen=True):
    """The latest registration of a record."""

    project_id: UUID | None = None
    township: str | None = None
    enterprise: str | None = None
    planned_start: date | None = None
    planned_completion: date | None = None
    withdrawn: bool = False


class Registrations(Projection[RegistrationState]):
    """A row for each record that registered a project, as it says now."""

    name = "registration"
    version = 1
    log = JOURNAL
    category = "record/project"
    state = RegistrationState
    tables = (
        Table(
            "registration",
            {
                "project_id": "uuid not null",
                "township": "text",
                "enterprise": "text",
                "planned_start": "date",
                "planned_completion": "date",
                "withdrawn": "boolean not null",
            },
            indexes=("project_id",),
        ),
    )

    def initial(self, stream: str) -> RegistrationState:
        """Nothing registered."""
        return RegistrationState()

    def evolve(self, state: RegistrationState, fact: Fact, event: Event) -> RegistrationState:
        """What is registered after ``fact``."""
        match fact:
            case ProjectRegistered():
                return RegistrationState(
                    project_id=fact.project_id,
                    township=fact.township,
                    enterprise=fact.enterprise_code,
                    planned_start=fact.planned_start,
                    planned_completion=fact.planned_completion,
                )
            case RecordWithdrawn():
                return msgspec.structs.replace(state, withdrawn=True)
            case _:
                return state

    def rows(self, state: RegistrationState) -> Mapping[str, Sequence[TableRow]]:
        """The record's row, once a project is known."""
        return {"registration": [msgspec.structs.asdict(state)] if state.project_id else []}


class PlanState(msgspec.Struct, frozen=True):
    """The due days of a project's milestones."""

    project_id: UUID | None = None
    due: dict[Milestone, date] = {}


class Plans(Projection[PlanState]):
    """A row for each planned milestone of a project."""

    name = "plan"
    version = 1
    log = STORE
    category = "project"
    state = PlanState
    tables = (
        Table(
            "planned_milestone",
            {"project_id": "uuid not null", "milestone": "text not null", "due": "date not null"},
            key=("milestone",),
            indexes=("project_id",),
        ),
    )

    def initial(self, stream: str) -> PlanState:
        """Nothing planned."""
        return PlanState()

    def evolve(self, state: PlanState, fact: Fact, event: Event) -> PlanState:
        """The plan after ``fact``."""
        if not isinstance(fact, MilestonePlanned):
            return state
        due = {milestone: day for milestone, day in state.due.items() if milestone is not fact.milestone}
        if fact.due is not None:
            due[fact.milestone] = fact.due
        return PlanState(fact.project_id, due)

    def rows(self, state: PlanState) -> Mapping[str, Sequence[TableRow]]:
        """A row a milestone."""
        return {
            "planned_milestone": [
                {"project_id": state.project_id, "milestone": milestone, "due": day}
                for milestone, day in state.due.items()
            ]
        }


read_model = ReadModel(projections=(Registrations(), Plans()))
