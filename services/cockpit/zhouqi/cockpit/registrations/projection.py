"""What is registered of each project, as the source says now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

import msgspec

from zhouqi.events import JOURNAL, Projection, StreamEvent, Table
from zhouqi.events.fold.projection import TableRow


class RegistrationFact(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What a source says of a project. Money in 万元, land in mu 亩. Of a withdrawal only when it was."""

    project_id: UUID | None = None
    name: str | None = None
    code: str | None = None
    enterprise_code: str | None = None
    enterprise_name: str | None = None
    township: str | None = None
    industry: str | None = None
    nature: str | None = None
    investment: Decimal | None = msgspec.field(name="total_investment", default=None)
    land_area: Decimal | None = None
    planned_start: date | None = None
    planned_completion: date | None = None
    registered_on: date | None = None
    updated_at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None


class RegistrationState(msgspec.Struct, frozen=True):
    """The latest registration of one record."""

    latest: RegistrationFact | None = None
    withdrawn: bool = False


class RegistrationProjection(Projection[RegistrationState, RegistrationFact]):
    """A row for each record that registered a project."""

    name = "registration"
    version = 2
    log = JOURNAL
    category = "record/project"
    state = RegistrationState
    part = RegistrationFact
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

    def evolve(
        self, state: RegistrationState, fact: RegistrationFact, event: StreamEvent
    ) -> RegistrationState:
        """What is registered after ``fact``."""
        match event.type:
            case "ProjectRegistered":
                return RegistrationState(fact)
            case "RecordWithdrawn" if state.latest is not None:
                latest = msgspec.structs.replace(state.latest, updated_at=fact.updated_at)
                return RegistrationState(latest, withdrawn=True)
            case _:
                return state

    def rows(self, state: RegistrationState) -> Mapping[str, Sequence[TableRow]]:
        """The record's row, once a project is known."""
        if state.latest is None:
            return {"registration": []}
        return {"registration": [{**msgspec.structs.asdict(state.latest), "withdrawn": state.withdrawn}]}
