"""A context whose every repeated effect would show: it counts each number that it hears of once.

It mirrors accounts from its journal, and its reaction writes one ``Counted`` for each ``Added``.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence

from libs.events.tests.sample import DECODER, AccountRows, Added, State

from zhouqi.events import (
    STORE,
    Context,
    Decider,
    Decoder,
    Event,
    Fact,
    Intent,
    Projection,
    Reaction,
    ReadModel,
    StreamEvent,
    Table,
    per_event,
)
from zhouqi.events.fold.projection import TableRow
from zhouqi.events.log.connection import Conn


class Counted(Fact):
    """A number was counted."""

    number: int


class Tallies(Decider[State, int]):
    """Counts whatever it is told, each time that it is told."""

    category = "tally"

    def initial(self) -> State:
        return State()

    def evolve(self, state: State, fact: Fact) -> State:
        return State(state.total + fact.number) if isinstance(fact, Counted) else state

    def decide(self, command: int, state: State) -> Sequence[Fact]:
        return [Counted(number=command)]


class TallyRows(Projection[State]):
    """A tally's sum."""

    name = "tally"
    version = 1
    log = STORE
    category = "tally"
    tables = (Table("tally", {"total": "bigint not null"}),)
    state = State

    def initial(self, stream: str) -> State:
        return State()

    def evolve(self, state: State, fact: Fact, event: StreamEvent) -> State:
        return State(state.total + fact.number) if isinstance(fact, Counted) else state

    def rows(self, state: State) -> Mapping[str, Sequence[TableRow]]:
        return {"tally": [{"total": state.total}]}


async def count(conn: Conn, event: Event, fact: Fact) -> AsyncIterator[Intent]:
    """The tally of an account is told each number that was added to it."""
    if isinstance(fact, Added):
        yield Intent(event.stream.replace("account/", "tally/"), fact.number)


tally = Context(
    name="tally",
    origin="libs.events.tests.faults.tally:tally",
    publishes=(Counted,),
    subscribes=(Added,),
    read_model=ReadModel(projections=(AccountRows(), TallyRows())),
    reactions=(Reaction("count", (Added,), Tallies(), "first", per_event(count)),),
    decoder=Decoder(contracts={**DECODER.contracts, "Counted": Counted}),
)
mirror = Context(
    name="mirror",
    origin="libs.events.tests.faults.tally:mirror",
    subscribes=(Added,),
    read_model=ReadModel(projections=(AccountRows(),)),
    decoder=DECODER,
)
