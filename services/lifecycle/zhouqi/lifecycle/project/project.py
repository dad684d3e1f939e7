"""A project's life as it was published. Pure."""

from __future__ import annotations

from uuid import UUID

import msgspec

from zhouqi.events import Fact
from zhouqi.events.contracts.lifecycle import (
    MilestoneCorrected,
    MilestoneExtended,
    MilestonePlanned,
    MilestoneReached,
    ProjectActDecided,
    ProjectActRequested,
    ProjectAssigned,
    ProjectResumed,
    ProjectSigned,
    ProjectTerminated,
)
from zhouqi.events.contracts.milestone import Milestone
from zhouqi.lifecycle.requests.request import Request, without_taken_back
from zhouqi.lifecycle.status.project_status import (
    MANUAL,
    DueDay,
    Extension,
    ManualEntries,
    ProjectStatus,
    Reached,
    SignedAgreement,
    Termination,
)


class InCharge(msgspec.Struct, frozen=True):
    """Who is in charge of a project: its leading department and its agent."""

    department: str | None = None
    agent: str | None = None


class Project(msgspec.Struct, frozen=True, kw_only=True):
    """Where a project was said to stand, what of it was entered by hand, and who is in charge."""

    project_id: UUID | None = None
    status: ProjectStatus = ProjectStatus()
    manual_entries: ManualEntries = ManualEntries()
    assigned: InCharge = InCharge()
    requests: tuple[Request, ...] = ()
    """What waits to be decided, in the order in which it was asked for."""
    entries: int = 0
    """How often people entered something: a stream is bounded."""


def evolve(state: Project, fact: Fact) -> Project:
    """The project after ``fact``; total."""
    match fact:
        case ProjectSigned():
            fields = {name: getattr(fact, name) for name in SignedAgreement.__struct_fields__}
            after = _stands(state, fact.project_id, signed=SignedAgreement(**fields))
        case MilestonePlanned():
            after = _planned(state, fact)
        case MilestoneReached():
            after = _reached(state, fact, reached=True)
        case MilestoneCorrected():
            after = _reached(state, fact, reached=fact.reached)
        case MilestoneExtended():
            after = _extended(state, fact)
        case ProjectTerminated():
            ended = Termination(fact.on, fact.basis, fact.document)
            after = _stands(state, fact.project_id, ended=ended)
            if fact.basis == MANUAL:
                after = _entered(after, ended=ended)
        case ProjectResumed():
            after = _stands(state, fact.project_id, ended=None)
        case _:
            after = _by_people(state, fact)
    return after


def _by_people(state: Project, fact: Fact) -> Project:
    """The project after an assignment, or after what was asked for and decided."""
    match fact:
        case ProjectAssigned():
            return msgspec.structs.replace(
                state,
                project_id=fact.project_id,
                assigned=InCharge(fact.department, fact.agent),
                entries=state.entries + 1,
            )
        case ProjectActRequested():
            return _requested(state, fact)
        case ProjectActDecided():
            return _decided(state, fact)
        case _:
            return state


def _stands(state: Project, project_id: UUID, **changes: object) -> Project:
    changed = msgspec.structs.replace(state.status, **changes)
    return msgspec.structs.replace(state, project_id=project_id, status=changed)


def _entered(state: Project, **changes: object) -> Project:
    return msgspec.structs.replace(
        state, manual_entries=msgspec.structs.replace(state.manual_entries, **changes)
    )


def _requested(state: Project, fact: ProjectActRequested) -> Project:
    request = Request(
        id=fact.request,
        act=fact.act,
        account=fact.account,
        document=fact.document,
        milestone=fact.milestone,
        on=fact.on,
        due=fact.due,
        approved_on=fact.approved_on,
        reason=fact.reason,
        concerns=fact.concerns,
    )
    waiting = (*(one for one in state.requests if one.id != fact.request), request)
    return msgspec.structs.replace(
        state, project_id=fact.project_id, requests=waiting, entries=state.entries + 1
    )


def _decided(state: Project, fact: ProjectActDecided) -> Project:
    """What was taken back is forgotten here, since no record's claim may bring it to count again."""
    request = next((one for one in state.requests if one.id == fact.request), None)
    entered = state.manual_entries
    if request is not None and fact.granted:
        entered = without_taken_back(entered, request.act, request.milestone, request.approved_on)
    waiting = tuple(one for one in state.requests if one.id != fact.request)
    return msgspec.structs.replace(
        state, project_id=fact.project_id, requests=waiting, manual_entries=entered
    )


def _planned(state: Project, fact: MilestonePlanned) -> Project:
    due = {milestone: one for milestone, one in state.status.due.items() if milestone is not fact.milestone}
    if fact.due is not None:
        due[fact.milestone] = DueDay(fact.due, fact.basis)
    return _stands(state, fact.project_id, due=due)


def _reached(state: Project, fact: MilestoneReached | MilestoneCorrected, *, reached: bool) -> Project:
    """A report stays known when a record overrules it: it counts again once the record is withdrawn."""
    now = dict(state.status.reached)
    if not reached:
        now.pop(fact.milestone, None)
        gone = {"signed": None} if fact.milestone is Milestone.SIGNED else {}
        return _stands(state, fact.project_id, reached=now, **gone)
    now[fact.milestone] = Reached(fact.on, fact.basis, fact.counts_from, fact.document)
    after = _stands(state, fact.project_id, reached=now)
    if fact.basis != MANUAL:
        return after
    report = Reached(fact.on, fact.basis, document=fact.document)
    entered = _entered(after, reports={**state.manual_entries.reports, fact.milestone: report})
    return msgspec.structs.replace(entered, entries=state.entries + 1)


def _extended(state: Project, fact: MilestoneExtended) -> Project:
    key = (fact.milestone, fact.approved_on, fact.basis)
    added: tuple[Extension, ...] = ()
    if fact.due is not None:
        added = (Extension(fact.milestone, fact.approved_on, fact.basis, fact.due, fact.document),)
    others = tuple(one for one in state.status.extensions if one.key != key)
    after = _stands(state, fact.project_id, extensions=(*others, *added))
    if fact.basis != MANUAL:
        return after
    entered = tuple(one for one in state.manual_entries.extensions if one.key != key)
    return _entered(after, extensions=(*entered, *added))
