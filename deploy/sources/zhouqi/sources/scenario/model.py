"""The scenario: rates and aims, read from the TOML files beside this module and validated."""

import hashlib
import tomllib
from datetime import date, timedelta
from importlib.resources import files
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

__all__ = [
    "Aims",
    "CalendarSpan",
    "ChangeRates",
    "DirtRates",
    "PaceRates",
    "ProjectRates",
    "Scenario",
    "read_scenario",
]

SHORTEST_HISTORY = timedelta(days=30)
"""Less would leave no room for a registration to be withdrawn."""

Share = Annotated[float, Field(ge=0, le=1)]
Rate = Annotated[float, Field(ge=0, le=3)]


class Part(BaseModel):
    """A table of a scenario file: every key known, none missing."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class CalendarSpan(Part):
    """The days of the simulation, all included."""

    history_begins: date
    scenario_day: date
    goes_on_until: date

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.scenario_day - self.history_begins < SHORTEST_HISTORY:
            raise ValueError(f"a history takes {SHORTEST_HISTORY.days} days at least")
        if self.goes_on_until < self.scenario_day:
            raise ValueError("the simulation ends before the scenario's day")
        return self


class ProjectRates(Part):
    """How many projects there are beside the registered ones, and what becomes of them."""

    withdrawn: Share
    withdrawn_by_mistake: Share
    withdrawn_later: Share
    terminated: Share
    another_of_enterprise: Share
    new_per_day: Rate


class PaceRates(Part):
    """How projects keep their dates."""

    recovered: Share
    overdue: Share


class ChangeRates(Part):
    """How often what is registered changes in truth."""

    per_year: Rate
    reverted: Share


class DirtRates(Part):
    """How the truth is spoilt on its way through the source."""

    rejectable: Share
    doubtful: Share
    doubt_corrected: Share
    entered_late: Share
    delivered_late: Share
    repeated: Share
    touched: Share
    days_late: Annotated[int, Field(ge=1, le=365)]
    junk: Share
    junk_per_day: Share


class Aims(Part):
    """Exact numbers for a county of `projects` projects, in place of what the rates would draw."""

    projects: int
    withdrawn: int
    junk: int


class Scenario(Part):
    """Everything that shapes a county beside its seed and size."""

    calendar: CalendarSpan
    projects: ProjectRates
    pace: PaceRates
    changes: ChangeRates
    dirt: DirtRates
    aims: Aims | None = None

    def digest(self) -> str:
        """Answer a short mark that differs between scenarios that differ."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:12]


def read_scenario(seed: int, size: int) -> Scenario:
    """Answer the scenario of a county: default.toml, with the seed's own aims where they are meant for that size."""
    folder = files("zhouqi.sources.scenario")
    tables = tomllib.loads(folder.joinpath("default.toml").read_text("utf-8"))
    aimed = folder.joinpath(f"seed-{seed}.toml")
    if aimed.is_file():
        aims = tomllib.loads(aimed.read_text("utf-8"))
        if aims["aims"]["projects"] == size:
            tables |= aims
    return Scenario.model_validate(tables)
