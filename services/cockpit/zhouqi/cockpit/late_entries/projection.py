"""What was entered later than it happened 补录, of issues and of projects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import ClassVar, TypeAlias

import msgspec

from zhouqi.events import JOURNAL, Fact, Projection, StreamEvent, Table
from zhouqi.events.contracts.issues import IssueEnteredLate
from zhouqi.events.contracts.lifecycle import ProjectEnteredLate
from zhouqi.events.fold.projection import TableRow

_COLUMNS = {
    "sequence": "integer not null",
    "account": "text not null",
    "occurred_at": "timestamptz not null",
    "entered_at": "timestamptz not null",
    "reason": "text not null",
    "document": "text not null",
    "takeover": "boolean not null",
}

EnteredLate: TypeAlias = IssueEnteredLate | ProjectEnteredLate


class LateEntryState(msgspec.Struct, frozen=True):
    """One late entry; ``sequence`` is its place in its stream, behind which stands what was entered."""

    sequence: int
    account: str
    occurred_at: datetime
    entered_at: datetime
    reason: str
    document: str
    takeover: bool


class LateEntriesState(msgspec.Struct, frozen=True):
    """The late entries of a stream."""

    entries: tuple[LateEntryState, ...] = ()


class IssueLateEntryProjection(Projection[LateEntriesState, EnteredLate]):
    """A row for each late entry about an issue."""

    name = "late_issue"
    version = 1
    log = JOURNAL
    category = "issue"
    state = LateEntriesState
    facts: ClassVar[tuple[type[Fact], ...]] = (IssueEnteredLate,)
    tables = (Table("late_issue", _COLUMNS, key=("sequence",), indexes=("takeover, entered_at",)),)

    def initial(self, stream: str) -> LateEntriesState:
        """None."""
        return LateEntriesState()

    def evolve(self, state: LateEntriesState, fact: EnteredLate, event: StreamEvent) -> LateEntriesState:
        """The entries after ``fact``."""
        said = {name: getattr(fact, name) for name in LateEntryState.__struct_fields__ if name != "sequence"}
        return LateEntriesState((*state.entries, LateEntryState(event.sequence, **said)))

    def rows(self, state: LateEntriesState) -> Mapping[str, Sequence[TableRow]]:
        """A row an entry."""
        return {self.tables[0].name: [msgspec.structs.asdict(one) for one in state.entries]}


class ProjectLateEntryProjection(IssueLateEntryProjection):
    """A row for each late entry about a project."""

    name = "late_project"
    category = "project"
    facts = (ProjectEnteredLate,)
    tables = (Table("late_project", _COLUMNS, key=("sequence",), indexes=("takeover, entered_at",)),)
