"""What is decided about a project. Pure.

The records' side is one command, :class:`~zhouqi.lifecycle.project.commands.ApplyClaims`, that carries everything
they claim now; what people enter are commands of their own. Both end in the same difference between where the
project stands and where it was published to stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from zhouqi.events import Decider, Fact, Rejected
from zhouqi.events.contracts.lifecycle import Concern, ProjectAssigned, ProjectEnteredLate
from zhouqi.lifecycle.assignment.commands import Assign
from zhouqi.lifecycle.entries import manual_entries, plausibility
from zhouqi.lifecycle.entries.commands import Extend, Report, Terminate
from zhouqi.lifecycle.project.commands import ApplyClaims, ManualEntryCommand, ProjectCommand
from zhouqi.lifecycle.project.project import InCharge, Project, evolve
from zhouqi.lifecycle.requests import request as requests
from zhouqi.lifecycle.requests.commands import Decide, TakeBack
from zhouqi.lifecycle.status.diff import diff
from zhouqi.lifecycle.status.status_from_claims import status_from_claims


class ProjectDecider(Decider[Project, ProjectCommand]):
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
        if isinstance(command, ApplyClaims):
            to = status_from_claims(command.claims, state.manual_entries)
            return diff(command.project_id, state.status, to)
        facts = self._by_hand(command, state)
        if command.late is None or not facts:
            return facts
        return (ProjectEnteredLate(project_id=command.project_id, **asdict(command.late)), *facts)

    def _by_hand(self, command: ManualEntryCommand, state: Project) -> Sequence[Fact]:
        """What changed by an entry of people. Raises Rejected."""
        if isinstance(command, Decide):
            return _decide(command, state)
        _bounded(command, state)
        match command:
            case Assign():
                return _assign(command, state)
            case Report():
                return _report(command, state)
            case _:
                return (requests.act_requested(command, _concerns(command, state), state.requests),)


def _assign(command: Assign, state: Project) -> Sequence[Fact]:
    assigned = InCharge(command.department, command.agent)
    if assigned == state.assigned:
        return ()
    return (
        ProjectAssigned(project_id=command.project_id, department=command.department, agent=command.agent),
    )


def _report(command: Report, state: Project) -> Sequence[Fact]:
    """What is implausible waits for a second account."""
    to = manual_entries.report(command, state.status)
    concerns = plausibility.concerns_of_report(command, state.status)
    if to != state.status and command.rules.report.confirm.intersection(concerns):
        return (requests.act_requested(command, concerns, state.requests),)
    return diff(command.project_id, state.status, to)


def _concerns(command: Extend | Terminate | TakeBack, state: Project) -> tuple[Concern, ...]:
    """What speaks against an act that could be granted now. Raises Rejected for one that could not."""
    match command:
        case Extend():
            manual_entries.extend(command, state.status)
            due = manual_entries.due_in_force(command.milestone, command.today, state.status)
            return plausibility.concerns_of_extension(command, state.status, due)
        case Terminate():
            manual_entries.terminate(command, state.status)
        case TakeBack():
            requests.require_entered(command, state.manual_entries)
    return ()


def _decide(command: Decide, state: Project) -> Sequence[Fact]:
    request = next((one for one in state.requests if one.id == command.request), None)
    if request is None:
        raise Rejected("no_request")
    decided = requests.act_decided(command, request)
    if not command.granted:
        return (decided,)
    to = requests.status_if_granted(command, request, state.status, state.manual_entries)
    return (decided, *diff(command.project_id, state.status, to))


def _bounded(command: Report | Extend | Terminate | TakeBack | Assign, state: Project) -> None:
    """Raise Rejected when people have entered more about the project than a project's life holds."""
    if state.entries >= command.rules.most_entries:
        raise Rejected("too_many_entries", most=command.rules.most_entries)
