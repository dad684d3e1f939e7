"""What is registered of each project, as the source says now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import msgspec

from zhouqi.events import JOURNAL, Fact, Projection, Step, Table
from zhouqi.events.contracts.ingest import ProjectRegistered, RecordWithdrawn
from zhouqi.events.projection import TableRow


class RegistrationState(msgspec.Struct, frozen=True, kw_only=True):
    """The latest registration of one record. Money in 万元, land in mu 亩."""

    project_id: UUID | None = None
    name: str | None = None
    code: str | None = None
    enterprise_code: str | None = None
    enterprise_name: str | None = None
    township: str | None = None
    industry: str | None = None
    nature: str | None = None
    investment: Decimal | None = None
    land_area: Decimal | None = None
    planned_start: date | None = None
    planned_completion: date | None = None
    registered_on: date | None = None
    withdrawn: bool = False
    updated_at: datetime | None = None


class Registrations(Projection[RegistrationState]):
    """A row for each record that registered a project."""

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
                "name": "text not null",
                "code": "text not null",
                "enterprise_code": "text not null",
                "enterprise_name": "text",
                "township": "text not null",
                "industry": "text",
                "nature": "text",
                "investment": "numeric",
                "land_area": "numeric",
                "planned_start": "date",
                "planned_completion": "date",
                "registered_on": "date not null",
                "withdrawn": "boolean not null",
                "updated_at": "timestamptz not null",
            },
            indexes=("project_id", "township"),
        ),
    )

    def initial(self, stream: str) -> RegistrationState:
        """Nothing registered."""
        return RegistrationState()

    def evolve(self, state: RegistrationState, fact: Fact, event: Step) -> RegistrationState:
        """What is registered after ``fact``."""
        match fact:
            case ProjectRegistered():
                return RegistrationState(
                    project_id=fact.project_id,
                    name=fact.name,
                    code=fact.code,
                    enterprise_code=fact.enterprise_code,
                    enterprise_name=fact.enterprise_name,
                    township=fact.township,
                    industry=fact.industry,
                    nature=None if fact.nature is None else fact.nature.value,
                    investment=fact.total_investment,
                    land_area=fact.land_area,
                    planned_start=fact.planned_start,
                    planned_completion=fact.planned_completion,
                    registered_on=fact.registered_on,
                    updated_at=fact.updated_at,
                )
            case RecordWithdrawn():
                return msgspec.structs.replace(state, withdrawn=True, updated_at=fact.updated_at)
            case _:
                return state

    def rows(self, state: RegistrationState) -> Mapping[str, Sequence[TableRow]]:
        """The record's row, once a project is known."""
        return {"registration": [msgspec.structs.asdict(state)] if state.project_id else []}
