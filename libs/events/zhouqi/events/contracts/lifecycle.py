"""What lifecycle 全周期 publishes: where a project stands."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from zhouqi.events.contracts.fact import Code, Day, Fact


class Milestone(StrEnum):
    """The milestones of a project, in the order of its life (节点)."""

    SIGNED = "signed"
    LAND = "land"
    STARTED = "started"
    COMPLETED = "completed"
    IN_PRODUCTION = "in_production"
    SCALED = "scaled"
    FULL_CAPACITY = "full_capacity"


class MilestonePlanned(Fact):
    """A milestone has a planned day, or lost it (``due`` absent). Stream ``project/<id>``.

    ``basis`` names the record that the plan rests on: its stream.
    """

    project_id: UUID
    milestone: Milestone
    due: Day | None = None
    basis: Code
