"""The forecast that warning told last of each milestone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

import msgspec

from zhouqi.events import JOURNAL, Fact, Projection, StreamEvent, Table
from zhouqi.events.contracts.milestone import Milestone
from zhouqi.events.contracts.warning import DelayForecast, ForecastGround
from zhouqi.events.fold.projection import TableRow


class ReasonState(msgspec.Struct, frozen=True):
    """A reason, and whether it makes the milestone be expected sooner or later."""

    ground: ForecastGround
    sooner: bool


class ToldState(msgspec.Struct, frozen=True, kw_only=True):
    """A forecast, by what was known on ``day``; without numbers where too little was."""

    project_id: UUID
    milestone: Milestone
    day: date
    due: date | None
    late: Decimal | None
    reached_within_180: Decimal | None
    expected: date | None
    earliest: date | None
    latest: date | None
    reasons: tuple[ReasonState, ...]
    learned_from: int
    model: str


class ForecastState(msgspec.Struct, frozen=True):
    """The last one."""

    told: ToldState | None = None


class ForecastProjection(Projection[ForecastState]):
    """A row a milestone of which something was told."""

    name = "forecast"
    version = 1
    log = JOURNAL
    category = "forecast"
    facts = (DelayForecast,)
    state = ForecastState
    tables = (
        Table(
            "forecast",
            {
                "project_id": "uuid not null",
                "milestone": "text not null",
                "day": "date not null",
                "due": "date",
                "late": "numeric",
                "reached_within_180": "numeric",
                "expected": "date",
                "earliest": "date",
                "latest": "date",
                "reasons": "json not null",
                "learned_from": "integer not null",
                "model": "text not null",
            },
            indexes=("project_id",),
        ),
    )

    def initial(self, stream: str) -> ForecastState:
        """Nothing was told."""
        return ForecastState()

    def evolve(self, state: ForecastState, fact: Fact, event: StreamEvent) -> ForecastState:
        """The last one after ``fact``."""
        if not isinstance(fact, DelayForecast):
            return state
        reasons = tuple(ReasonState(one.ground, one.sooner) for one in fact.reasons)
        said = {name: getattr(fact, name) for name in ToldState.__struct_fields__ if name != "reasons"}
        return ForecastState(ToldState(**said, reasons=reasons))

    def rows(self, state: ForecastState) -> Mapping[str, Sequence[TableRow]]:
        """Its row."""
        return {"forecast": [] if state.told is None else [msgspec.structs.asdict(state.told)]}
