"""Where each project stands, as lifecycle decided it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from zhouqi.cockpit.milestones.stage import stage
from zhouqi.events import JOURNAL, Fact, Projection, StreamEvent, Table
from zhouqi.events.contracts.lifecycle import (
    Milestone,
    MilestoneCorrected,
    MilestoneExtended,
    MilestonePlanned,
    MilestoneReached,
    ProjectAssigned,
    ProjectResumed,
    ProjectSigned,
    ProjectTerminated,
)
from zhouqi.events.fold.projection import TableRow


class MilestoneState(msgspec.Struct, frozen=True):
    """One milestone: the day agreed for it, and whether and when it was reached."""

    due: date | None = None
    reached: bool = False
    reached_on: date | None = None
    counts_from: date | None = None
    basis: str | None = None
    document: str | None = None


_NOTHING: Final = MilestoneState()


class TraitsState(msgspec.Struct, frozen=True):
    """The agreement's traits, and the filing's day."""

    new_land: bool
    civil_works: bool
    scale_expected: bool
    heavy_asset: bool
    filed_on: date | None = None


class ExtensionState(msgspec.Struct, frozen=True):
    """One approval, told from others by ``milestone``, ``approved_on`` and ``basis``."""

    milestone: Milestone
    approved_on: date
    basis: str
    due: date
    document: str | None = None

    def is_of(self, fact: MilestoneExtended) -> bool:
        """Whether ``fact`` speaks of this approval."""
        in_words = (fact.milestone, fact.approved_on, fact.basis)
        return (self.milestone, self.approved_on, self.basis) == in_words


class ProjectState(msgspec.Struct, frozen=True, kw_only=True):
    """All that lifecycle said of a project."""

    project_id: UUID | None = None
    traits: TraitsState | None = None
    milestones: dict[Milestone, MilestoneState] = {}
    extensions: tuple[ExtensionState, ...] = ()
    department: str | None = None
    agent: str | None = None
    terminated_on: date | None = None
    updated_at: datetime | None = None


class ProjectProjection(Projection[ProjectState]):
    """A row a project, and one for each of its milestones and extensions."""

    name = "project"
    version = 2
    log = JOURNAL
    category = "project"
    state = ProjectState
    tables = (
        Table(
            "project",
            {
                "project_id": "uuid not null",
                "new_land": "boolean",
                "civil_works": "boolean",
                "scale_expected": "boolean",
                "heavy_asset": "boolean",
                "filed_on": "date",
                "stage": "text not null",
                "department": "text",
                "agent": "text",
                "terminated_on": "date",
                "updated_at": "timestamptz not null",
            },
        ),
        Table(
            "project_milestone",
            {
                "milestone": "text not null",
                "due": "date",
                "reached": "boolean not null",
                "reached_on": "date",
                "counts_from": "date",
                "basis": "text",
                "document": "text",
            },
            key=("milestone",),
        ),
        Table(
            "project_extension",
            {
                "milestone": "text not null",
                "approved_on": "date not null",
                "basis": "text not null",
                "due": "date not null",
                "document": "text",
            },
            key=("milestone", "approved_on", "basis"),
        ),
    )

    def initial(self, stream: str) -> ProjectState:
        """Nothing decided."""
        return ProjectState()

    def evolve(self, state: ProjectState, fact: Fact, event: StreamEvent) -> ProjectState:
        """The project after ``fact``."""
        latest = max(event.occurred_at, state.updated_at or event.occurred_at)
        return msgspec.structs.replace(state, updated_at=latest, **_changes(state, fact))

    def rows(self, state: ProjectState) -> Mapping[str, Sequence[TableRow]]:
        """The project's row, its milestones' and its extensions'."""
        if state.project_id is None:
            return {}
        reached = {milestone for milestone, one in state.milestones.items() if one.reached}
        traits = {} if state.traits is None else msgspec.structs.asdict(state.traits)
        return {
            "project": [
                {
                    **traits,
                    "project_id": state.project_id,
                    "stage": stage(reached, terminated=state.terminated_on is not None),
                    "department": state.department,
                    "agent": state.agent,
                    "terminated_on": state.terminated_on,
                    "updated_at": state.updated_at,
                }
            ],
            "project_milestone": [
                {"milestone": milestone, **msgspec.structs.asdict(one)}
                for milestone, one in state.milestones.items()
            ],
            "project_extension": [msgspec.structs.asdict(one) for one in state.extensions],
        }


def _changes(state: ProjectState, fact: Fact) -> dict[str, Any]:
    """What is another after ``fact``, by the names of the state's fields."""
    match fact:
        case MilestonePlanned():
            planned = msgspec.structs.replace(_of(state, fact.milestone), due=fact.due)
            changes = _with(state, fact.milestone, planned)
        case MilestoneReached() | MilestoneCorrected():
            changes = _with(state, fact.milestone, _reached(_of(state, fact.milestone), fact))
            if _unsigned(fact):
                changes["traits"] = None
        case ProjectSigned():
            changes = _signed(state, fact)
        case ProjectAssigned():
            changes = {"department": fact.department, "agent": fact.agent}
        case MilestoneExtended():
            changes = {"extensions": _extended(state.extensions, fact)}
        case ProjectTerminated():
            changes = {"terminated_on": fact.on}
        case ProjectResumed():
            changes = {"terminated_on": None}
        case _:
            return {}
    changes["project_id"] = fact.project_id
    return changes


def _signed(state: ProjectState, fact: ProjectSigned) -> dict[str, Any]:
    signed = MilestoneState(
        due=_of(state, Milestone.SIGNED).due,
        reached=True,
        reached_on=fact.signed_on,
        basis=fact.basis,
    )
    traits = TraitsState(
        fact.new_land, fact.civil_works, fact.scale_expected, fact.heavy_asset, fact.filed_on
    )
    return {**_with(state, Milestone.SIGNED, signed), "traits": traits}


def _unsigned(fact: MilestoneReached | MilestoneCorrected) -> bool:
    """Whether the agreement turned out not to be signed: then its traits are gone too."""
    return isinstance(fact, MilestoneCorrected) and fact.milestone is Milestone.SIGNED and not fact.reached


def _of(state: ProjectState, milestone: Milestone) -> MilestoneState:
    return state.milestones.get(milestone, _NOTHING)


def _with(state: ProjectState, milestone: Milestone, after: MilestoneState) -> dict[str, Any]:
    return {"milestones": {**state.milestones, milestone: after}}


def _reached(before: MilestoneState, fact: MilestoneReached | MilestoneCorrected) -> MilestoneState:
    if isinstance(fact, MilestoneCorrected) and not fact.reached:
        return MilestoneState(due=before.due)
    return MilestoneState(
        due=before.due,
        reached=True,
        reached_on=fact.on,
        counts_from=fact.counts_from,
        basis=fact.basis,
        document=fact.document,
    )


def _extended(before: tuple[ExtensionState, ...], fact: MilestoneExtended) -> tuple[ExtensionState, ...]:
    others = tuple(one for one in before if not one.is_of(fact))
    if fact.due is None:
        return others
    return (
        *others,
        ExtensionState(fact.milestone, fact.approved_on, fact.basis, fact.due, fact.document),
    )
