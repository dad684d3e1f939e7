"""A trial of other rules: what is asked, and what is answered."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, field_validator

from zhouqi.events.contracts.warning import Light, Stall
from zhouqi.service.http.validation import field_error
from zhouqi.warning.rules import TARGETS, StallRule


class TrialBody(BaseModel):
    """The six rules to try. They count from ``since`` on, by default from the day that is tried, ``as_of``, which is
    by default the last one that was judged.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    stall: Annotated[tuple[StallRule, ...], Field(max_length=len(Stall))]
    since: date | None = None
    as_of: date | None = None

    @field_validator("stall")
    @classmethod
    def _six(cls, stall: tuple[StallRule, ...]) -> tuple[StallRule, ...]:
        if [(one.kind, one.target) for one in stall] != list(TARGETS.items()):
            raise field_error("six_stalls")
        return stall


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


class StandingRow(_Answer):
    """A light, the stall that gives it with its due day (both absent for green), and all stalls that are open."""

    light: Light
    stall: Stall | None
    due: date | None
    stalls: list[Stall]


class ChangedProject(_Answer):
    """A project that stands otherwise by the rules on trial."""

    project_id: UUID
    township: str | None
    before: StandingRow
    after: StandingRow


class LightCount(_Answer):
    """How many projects show a light."""

    light: Light
    before: int
    after: int


class StallCount(_Answer):
    """How many projects have a stall open."""

    stall: Stall
    before: int
    after: int


class RuleTrial(_Answer):
    """What the rules on trial, from ``since`` on, would change as of the close of ``as_of``. Nothing was published.

    ``before`` is by ``rules``, the version in force on that day, from all that is known now. ``judged`` are the
    projects compared; ``not_judged`` those whose data is stuck, of which nothing is said. ``projects`` are the
    gravest of those that ``changed``, bounded.
    """

    as_of: date
    since: date
    rules: str
    judged: int
    not_judged: int
    lights: list[LightCount]
    stalls: list[StallCount]
    changed: int
    projects: list[ChangedProject]
