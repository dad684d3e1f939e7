"""Each act on a project that waits for another account's approval, or was decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TypeAlias, assert_never
from uuid import UUID

import msgspec

from zhouqi.events import JOURNAL, Projection, StreamEvent, Table
from zhouqi.events.contracts.lifecycle import Act, ProjectActDecided, ProjectActRequested
from zhouqi.events.contracts.milestone import Milestone
from zhouqi.events.fold.projection import TableRow

ActFact: TypeAlias = ProjectActRequested | ProjectActDecided


class ActState(msgspec.Struct, frozen=True, kw_only=True):
    """One act, as far as it was asked for and decided; ``granted`` is absent while it waits."""

    act: Act
    milestone: Milestone | None = None
    day: date | None = None
    due: date | None = None
    approved_on: date | None = None
    reason: str | None = None
    document: str | None = None
    asked_by: str | None = None
    asked_at: datetime | None = None
    granted: bool | None = None
    remark: str | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None


class ActsState(msgspec.Struct, frozen=True):
    """The acts on a project, by the request that names them."""

    acts: dict[UUID, ActState] = {}


class ProjectActsProjection(Projection[ActsState, ActFact]):
    """A row an act."""

    name = "project_act"
    version = 1
    log = JOURNAL
    category = "project"
    state = ActsState
    facts = (ProjectActRequested, ProjectActDecided)
    tables = (
        Table(
            "project_act",
            {
                "request": "uuid not null",
                "act": "text not null",
                "milestone": "text",
                "day": "date",
                "due": "date",
                "approved_on": "date",
                "reason": "text",
                "document": "text",
                "asked_by": "text",
                "asked_at": "timestamptz",
                "granted": "boolean",
                "remark": "text",
                "decided_by": "text",
                "decided_at": "timestamptz",
            },
            key=("request",),
            indexes=("decided_at",),
        ),
    )

    def initial(self, stream: str) -> ActsState:
        """None."""
        return ActsState()

    def evolve(self, state: ActsState, fact: ActFact, event: StreamEvent) -> ActsState:
        """The acts after ``fact``."""
        match fact:
            case ProjectActRequested():
                return _with(
                    state,
                    fact,
                    day=fact.on,
                    due=fact.due,
                    approved_on=fact.approved_on,
                    reason=fact.reason,
                    document=fact.document,
                    asked_by=fact.account,
                    asked_at=event.occurred_at,
                )
            case ProjectActDecided():
                return _with(
                    state,
                    fact,
                    granted=fact.granted,
                    remark=fact.reason,
                    decided_by=fact.account,
                    decided_at=event.occurred_at,
                )
            case _:
                assert_never(fact)

    def rows(self, state: ActsState) -> Mapping[str, Sequence[TableRow]]:
        """A row an act."""
        return {
            "project_act": [
                {"request": request, **msgspec.structs.asdict(one)} for request, one in state.acts.items()
            ]
        }


def _with(state: ActsState, fact: ActFact, **said: object) -> ActsState:
    known = state.acts.get(fact.request) or ActState(act=fact.act, milestone=fact.milestone)
    return ActsState({**state.acts, fact.request: msgspec.structs.replace(known, **said)})
