"""The scenario: rates and aims, read from the TOML files beside this module and validated."""

import hashlib
import json
import tomllib
from datetime import date, timedelta
from importlib.resources import files
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

__all__ = [
    "Aims",
    "CalendarSpan",
    "ChangeRates",
    "CoverageRates",
    "DirtRates",
    "PaceRates",
    "PeopleRates",
    "ProjectRates",
    "RecordRates",
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
    """The days of the simulation, all included; `holidays` and `workdays` are exceptions from Monday to Friday."""

    history_begins: date
    scenario_day: date
    goes_on_until: date
    holidays: frozenset[date]
    workdays: frozenset[date]

    def worked(self, day: date) -> bool:
        """Whether the county's offices are open on a day."""
        return day in self.workdays or (day.weekday() < 5 and day not in self.holidays)

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
    """How projects keep their dates: the shares that were late and are not, by what ended it, and that are late."""

    recovered: Share
    extended: Share
    ended: Share
    overdue: Share


class CoverageRates(Part):
    """How far the sources hold what is true; `gap` by kind."""

    complete: Share
    undated: Share
    reported: Share
    filled: Share
    gap: dict[str, Share]


class RecordRates(Part):
    """Records that should not be."""

    mistaken: Share
    restored: Share
    strangers: Share


class PeopleRates(Part):
    """What people do."""

    issues: Share
    issues_since: date
    issues_a_day: Share
    acting: Annotated[int, Field(ge=1, le=200)]
    declined: Share
    returned: Share
    unrated: Share
    rated_badly: Share


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
    junk_of_others: Share


class Aims(Part):
    """Exact numbers for a county of `projects` projects, in place of what the rates would draw."""

    projects: int
    withdrawn: int
    junk: int
    ever_late: int
    still_late: int
    cleared_by_extension: int
    cleared_by_termination: int
    full_view: int
    undated: int
    reported_land: int
    reported_completion: int
    issues_done: int
    issues_in_progress: int
    issues_declined: int
    issues_unassigned: int


class Scenario(Part):
    """Everything that shapes a county beside its seed and size."""

    calendar: CalendarSpan
    projects: ProjectRates
    pace: PaceRates
    coverage: CoverageRates
    records: RecordRates
    changes: ChangeRates
    dirt: DirtRates
    people: PeopleRates
    aims: Aims | None = None

    def digest(self) -> str:
        """Answer a short mark that differs between scenarios that differ."""
        return hashlib.sha256(_bytes(self)).hexdigest()[:12]


def _bytes(scenario: Scenario) -> bytes:
    """Answer the scenario as text that is the same in every process: sets in order."""
    tables = scenario.model_dump(mode="json")
    for exceptions in ("holidays", "workdays"):
        tables["calendar"][exceptions] = sorted(tables["calendar"][exceptions])
    return json.dumps(tables, sort_keys=True).encode()


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
