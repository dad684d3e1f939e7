"""A project's life as it was published, and what is decided about it. Pure.

The records' side is one command, :class:`Known`, that carries everything they claim now; what people
enter by hand are commands of their own (:mod:`zhouqi.lifecycle.by_hand`). Both end in the same
difference between where the project stands and where it was said to stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

import msgspec

from zhouqi.events import Decider, Fact
from zhouqi.events.contracts.lifecycle import (
    MilestoneCorrected,
    MilestoneExtended,
    MilestonePlanned,
    MilestoneReached,
    ProjectAssigned,
    ProjectResumed,
    ProjectSigned,
    ProjectTerminated,
)
from zhouqi.events.contracts.milestone import Milestone
from zhouqi.lifecycle import by_hand
from zhouqi.lifecycle.by_hand import Assign, Extend, Report, Terminate
from zhouqi.lifecycle.claims import AnyClaim
from zhouqi.lifecycle.difference import difference
from zhouqi.lifecycle.evidence import standing
from zhouqi.lifecycle.standing import (
    BY_HAND,
    ByHand,
    Due,
    Ended,
    Extension,
    Reached,
    Signed,
    Standing,
)


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that the records of a project claim now."""

    project_id: UUID
    claims: tuple[AnyClaim, ...]


class Assigned(msgspec.Struct, frozen=True):
    """Who is in charge of a project: its leading department and its agent."""

    department: str | None = None
    agent: str | None = None


class Project(msgspec.Struct, frozen=True, kw_only=True):
    """Where a project was said to stand, what of it was entered by hand, and who is in charge."""

    project_id: UUID | None = None
    standing: Standing = Standing()
    by_hand: ByHand = ByHand()
    assigned: Assigned = Assigned()


ProjectCommand: TypeAlias = Known | Report | Extend | Terminate | Assign


class Projects(Decider[Project, ProjectCommand]):
    """Decides what records and people's entries mean for a project."""

    category = "project"

    def initial(self) -> Project:
        """Nothing is known."""
        return Project()

    def evolve(self, state: Project, fact: Fact) -> Project:
        """The project after ``fact``."""
        return evolve(state, fact)

    def decide(self, command: ProjectCommand, state: Project) -> Sequence[Fact]:
        """What changed. Raises Rejected for what people may not enter."""
        match command:
            case Known():
                to = standing(command.claims, state.by_hand)
                return difference(command.project_id, state.standing, to)
            case Report():
                return difference(command.project_id, state.standing, by_hand.report(command, state.standing))
            case Extend():
                return difference(command.project_id, state.standing, by_hand.extend(command, state.standing))
            case Terminate():
                to = by_hand.terminate(command, state.standing)
                return difference(command.project_id, state.standing, to)
            case Assign():
                assigned = Assigned(command.department, command.agent)
                if assigned == state.assigned:
                    return ()
                return (
                    ProjectAssigned(
                        project_id=command.project_id,
                        department=command.department,
                        agent=command.agent,
                    ),
                )


def evolve(state: Project, fact: Fact) -> Project:
    """The project after ``fact``; total."""
    match fact:
        case ProjectSigned():
            said = {name: getattr(fact, name) for name in Signed.__struct_fields__}
            after = _stands(state, fact.project_id, signed=Signed(**said))
        case MilestonePlanned():
            after = _planned(state, fact)
        case MilestoneReached():
            after = _reached(state, fact, reached=True)
        case MilestoneCorrected():
            after = _reached(state, fact, reached=fact.reached)
        case MilestoneExtended():
            after = _extended(state, fact)
        case ProjectTerminated():
            ended = Ended(fact.on, fact.basis, fact.document)
            after = _stands(state, fact.project_id, ended=ended)
            if fact.basis == BY_HAND:
                after = _entered(after, ended=ended)
        case ProjectResumed():
            after = _stands(state, fact.project_id, ended=None)
        case ProjectAssigned():
            after = msgspec.structs.replace(
                state, project_id=fact.project_id, assigned=Assigned(fact.department, fact.agent)
            )
        case _:
            after = state
    return after


def _stands(state: Project, project_id: UUID, **changes: object) -> Project:
    changed = msgspec.structs.replace(state.standing, **changes)
    return msgspec.structs.replace(state, project_id=project_id, standing=changed)


def _entered(state: Project, **changes: object) -> Project:
    return msgspec.structs.replace(state, by_hand=msgspec.structs.replace(state.by_hand, **changes))


def _planned(state: Project, fact: MilestonePlanned) -> Project:
    due = {milestone: one for milestone, one in state.standing.due.items() if milestone is not fact.milestone}
    if fact.due is not None:
        due[fact.milestone] = Due(fact.due, fact.basis)
    return _stands(state, fact.project_id, due=due)


def _reached(state: Project, fact: MilestoneReached | MilestoneCorrected, *, reached: bool) -> Project:
    """A report stays known when a record overrules it: it counts again once the record is withdrawn."""
    now = dict(state.standing.reached)
    if not reached:
        now.pop(fact.milestone, None)
        gone = {"signed": None} if fact.milestone is Milestone.SIGNED else {}
        return _stands(state, fact.project_id, reached=now, **gone)
    now[fact.milestone] = Reached(fact.on, fact.basis, fact.counts_from, fact.document)
    after = _stands(state, fact.project_id, reached=now)
    if fact.basis != BY_HAND:
        return after
    report = Reached(fact.on, fact.basis, document=fact.document)
    return _entered(after, reports={**state.by_hand.reports, fact.milestone: report})


def _extended(state: Project, fact: MilestoneExtended) -> Project:
    key = (fact.milestone, fact.approved_on, fact.basis)
    added: tuple[Extension, ...] = ()
    if fact.due is not None:
        added = (Extension(fact.milestone, fact.approved_on, fact.basis, fact.due, fact.document),)
    others = tuple(one for one in state.standing.extensions if one.key != key)
    after = _stands(state, fact.project_id, extensions=(*others, *added))
    if fact.basis != BY_HAND:
        return after
    entered = tuple(one for one in state.by_hand.extensions if one.key != key)
    return _entered(after, extensions=(*entered, *added))
