"""Where each project lies, as it is registered now: for the services that scope their rows by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

import msgspec

from zhouqi.events import JOURNAL, Fact, Projection, StreamEvent, Table
from zhouqi.events.contracts.ingest import ProjectRegistered, RecordWithdrawn
from zhouqi.events.fold.projection import TableRow
from zhouqi.service.identity.scope import OPEN, Columns

REGISTRATIONS: Final = Columns(township="township", department=OPEN, enterprise="enterprise")
"""Every department sees every project; townships, agents and enterprises see their own."""


class RegistrationState(msgspec.Struct, frozen=True):
    """The latest registration of a record."""

    project_id: UUID | None = None
    township: str | None = None
    enterprise: str | None = None
    withdrawn: bool = False


class Registrations(Projection[RegistrationState]):
    """A row for each record that registered a project, as it says now; a project may have several."""

    name = "registration"
    version = 2
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
                "withdrawn": "boolean not null",
            },
            indexes=("project_id",),
        ),
    )

    def initial(self, stream: str) -> RegistrationState:
        """Nothing registered."""
        return RegistrationState()

    def evolve(self, state: RegistrationState, fact: Fact, event: StreamEvent) -> RegistrationState:
        """What is registered after ``fact``."""
        match fact:
            case ProjectRegistered():
                return RegistrationState(fact.project_id, fact.township, fact.enterprise_code)
            case RecordWithdrawn():
                return msgspec.structs.replace(state, withdrawn=True)
            case _:
                return state

    def rows(self, state: RegistrationState) -> Mapping[str, Sequence[TableRow]]:
        """The record's row, once a project is known."""
        return {"registration": [msgspec.structs.asdict(state)] if state.project_id else []}
