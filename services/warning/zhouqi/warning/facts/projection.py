"""The facts of each project that stalls and lights depend on, as lifecycle decided them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from zhouqi.events import JOURNAL, Fact, Projection, StreamEvent, Table
from zhouqi.events.fold.projection import TableRow
from zhouqi.warning.facts.project_facts import Facts, evolve


class FactsState(msgspec.Struct, frozen=True):
    """The facts, how many events they are the sum of, and the sequence of the last one."""

    project_id: UUID | None = None
    facts: Facts = Facts()
    events: int = 0
    sequence: int = 0


class FactsProjection(Projection[FactsState]):
    """A row a project. ``whole``: nothing is missing before its last event, as far as it has arrived."""

    name = "facts"
    version = 1
    log = JOURNAL
    category = "project"
    state = FactsState
    tables = (
        Table(
            "project_facts",
            {"project_id": "uuid not null", "facts": "json not null", "whole": "boolean not null"},
            indexes=("project_id",),
        ),
    )

    def initial(self, stream: str) -> FactsState:
        """Nothing known of the project that the stream names."""
        return FactsState(_project(stream))

    def evolve(self, state: FactsState, fact: Fact, event: StreamEvent) -> FactsState:
        """The facts after one more."""
        return FactsState(state.project_id, evolve(state.facts, fact), state.events + 1, event.sequence)

    def rows(self, state: FactsState) -> Mapping[str, Sequence[TableRow]]:
        """The project's row."""
        if state.project_id is None:
            return {}
        whole = state.events == state.sequence
        return {"project_facts": [{"project_id": state.project_id, "facts": state.facts, "whole": whole}]}


def _project(stream: str) -> UUID | None:
    try:
        return UUID(stream.rpartition("/")[2])
    except ValueError:
        return None
