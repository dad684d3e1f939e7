"""Which milestones lifecycle says that a project reached, with or without a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from zhouqi.events import JOURNAL, Fact, Projection, Step, Table
from zhouqi.events.contracts.lifecycle import MilestoneCorrected, MilestoneReached
from zhouqi.events.projection import TableRow


class ProgressState(msgspec.Struct, frozen=True):
    """The milestones of one project that are reached, sorted."""

    project_id: UUID | None = None
    reached: tuple[str, ...] = ()


class Progress(Projection[ProgressState]):
    """A row for each project that ever reached a milestone."""

    name = "progress"
    version = 1
    log = JOURNAL
    category = "project"
    state = ProgressState
    tables = (
        Table(
            "progress", {"project_id": "uuid not null", "reached": "text[] not null"}, indexes=("project_id",)
        ),
    )

    def initial(self, stream: str) -> ProgressState:
        """Nothing reached."""
        return ProgressState()

    def evolve(self, state: ProgressState, fact: Fact, event: Step) -> ProgressState:
        """The milestones after the event."""
        match fact:
            case MilestoneReached():
                return ProgressState(fact.project_id, _with(state, fact.milestone))
            case MilestoneCorrected(reached=True):
                return ProgressState(fact.project_id, _with(state, fact.milestone))
            case MilestoneCorrected():
                kept = tuple(name for name in state.reached if name != fact.milestone)
                return ProgressState(fact.project_id, kept)
            case _:
                return state

    def rows(self, state: ProgressState) -> Mapping[str, Sequence[TableRow]]:
        """The project's row."""
        if state.project_id is None:
            return {}
        return {"progress": [{"project_id": state.project_id, "reached": list(state.reached)}]}


def _with(state: ProgressState, milestone: str) -> tuple[str, ...]:
    return tuple(sorted({*state.reached, str(milestone)}))
