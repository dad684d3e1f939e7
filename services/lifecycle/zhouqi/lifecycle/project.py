"""A project's life: which milestones it has, and when each is due. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from uuid import UUID

from zhouqi.events import Decider, Fact
from zhouqi.events.contracts.lifecycle import Milestone, MilestonePlanned

_NOTHING: Mapping[Milestone, date] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Registration:
    """What is registered of a project now. ``basis`` is the record's stream."""

    project_id: UUID
    basis: str
    planned_start: date | None = None
    planned_completion: date | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Project:
    """Where a project stands: the due day of each planned milestone."""

    due: Mapping[Milestone, date] = field(default_factory=lambda: _NOTHING)


class Projects(Decider[Project, Registration]):
    """Decides what a project's registration means for its plan."""

    category = "project"

    def initial(self) -> Project:
        """Nothing is planned."""
        return Project()

    def evolve(self, state: Project, fact: Fact) -> Project:
        """The project after ``fact``."""
        if not isinstance(fact, MilestonePlanned):
            return state
        due = {milestone: day for milestone, day in state.due.items() if milestone is not fact.milestone}
        if fact.due is not None:
            due[fact.milestone] = fact.due
        return Project(MappingProxyType(due))

    def decide(self, command: Registration, state: Project) -> Sequence[Fact]:
        """A plan for each milestone whose due day is another than known."""
        planned = plan(command)
        return [
            MilestonePlanned(
                project_id=command.project_id,
                milestone=milestone,
                due=planned.get(milestone),
                basis=command.basis,
            )
            for milestone in Milestone
            if planned.get(milestone) != state.due.get(milestone)
        ]


def plan(registration: Registration) -> Mapping[Milestone, date]:
    """The due days that a registration plans for.

    None for a withdrawn one. A completion planned before the start contradicts itself: which of the
    two is wrong can't be known, so neither is believed.
    """
    start, completion = registration.planned_start, registration.planned_completion
    contradictory = start is not None and completion is not None and completion < start
    if registration.withdrawn or contradictory:
        return _NOTHING
    days = {Milestone.STARTED: start, Milestone.COMPLETED: completion}
    return {milestone: day for milestone, day in days.items() if day is not None}
