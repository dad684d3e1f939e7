"""A small context of its own for tests of the mechanism: accounts that count.

Its store holds ``account/<name>`` streams; a reader's context folds them from its journal, and a
follower's reaction turns each ``Added`` into a command of its own.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID, uuid4, uuid5

import msgspec

from tests.sealing import SIGNATURES
from zhouqi.events import (
    JOURNAL,
    STORE,
    AnyCommand,
    Command,
    Context,
    Decider,
    Decoder,
    Event,
    Fact,
    Handler,
    Intent,
    Projection,
    Reaction,
    ReadModel,
    Rejected,
    StreamEvent,
    Summary,
    Table,
    per_event,
)
from zhouqi.events.bus.provenance import Provenance
from zhouqi.events.fold.projection import TableRow
from zhouqi.events.fold.projector import Projector
from zhouqi.events.log.connection import Conn

NOON = datetime(2026, 10, 30, 4, 0, tzinfo=UTC)
NAMESPACE = UUID("6f3c1c1e-3a3e-4d5c-9d0a-2b7f4b1c9e11")


class Added(Fact):
    """A number was added to an account."""

    number: int


class Mirrored(Fact):
    """A follower saw the account's sum."""

    total: int


class State(msgspec.Struct, frozen=True):
    total: int = 0
    numbers: tuple[int, ...] = ()


class Accounts(Decider[State, int]):
    """Adds what it is told; zero changes nothing, a negative number is refused."""

    category = "account"

    def initial(self) -> State:
        return State()

    def evolve(self, state: State, fact: Fact) -> State:
        return State(state.total + fact.number, ()) if isinstance(fact, Added) else state

    def decide(self, command: int, state: State) -> Sequence[Fact]:
        if command < 0:
            raise Rejected("negative", number=command)
        return [Added(number=command)] if command else []


class Mirrors(Decider[State, int]):
    """Remembers the last sum that it was told."""

    category = "mirror"

    def initial(self) -> State:
        return State(-1)

    def evolve(self, state: State, fact: Fact) -> State:
        return State(fact.total) if isinstance(fact, Mirrored) else state

    def decide(self, command: int, state: State) -> Sequence[Fact]:
        return [] if state.total == command else [Mirrored(total=command)]


class AccountRows(Projection[State]):
    """A row an account, and a row for each number that it was given."""

    name = "account"
    version = 1
    log = JOURNAL
    category = "account"
    tables = (
        Table("account", {"total": "bigint not null", "count": "integer not null"}, indexes=("total",)),
        Table("account_number", {"place": "integer", "number": "bigint"}, key=("place",)),
    )
    state = State

    def initial(self, stream: str) -> State:
        return State()

    def evolve(self, state: State, fact: Fact, event: StreamEvent) -> State:
        if not isinstance(fact, Added):
            return state
        # The order of the numbers matters, so that a wrong order can't give the right row.
        return State(state.total * 7 % 1_000_003 + fact.number, (*state.numbers, fact.number))

    def rows(self, state: State) -> Mapping[str, Sequence[TableRow]]:
        return {
            "account": [{"total": state.total, "count": len(state.numbers)}],
            "account_number": [
                {"place": place, "number": number} for place, number in enumerate(state.numbers)
            ],
        }


class StoreRows(AccountRows):
    """The same, folded from the own store."""

    log = STORE


SUMMARY = Summary(
    name="account_list",
    version=1,
    columns={"name": "text", "total": "bigint", "stuck": "boolean"},
    key="name",
    key_expression="a.stream",
    keys_of="select unnest(%(streams)s::text[])",
    select=(
        "select a.stream as name, a.total, a.stuck or exists"
        " (select from log.stuck k where k.stream = a.stream) as stuck from account a where {keys}"
    ),
    indexes=("total",),
)

OWNERS = {"Added": "writer", "Mirrored": "reader", "Counted": "tally", "Noted": "writer", "Strange": "writer"}
TRUST = Provenance("330599", OWNERS, SIGNATURES)
DECODER = Decoder(contracts={"Added": Added, "Mirrored": Mirrored})


async def mirror(conn: Conn, event: Event, fact: Fact) -> AsyncIterator[Intent]:
    """The mirror of an account is told the account's row as it is known now."""
    found = await conn.execute("select total from account where stream = %s", (event.stream,))
    row = await found.fetchone()
    if row is not None:
        yield Intent(event.stream.replace("account/", "mirror/"), row[0])


writer = Context(
    name="writer",
    origin="libs.events.tests.sample:writer",
    publishes=(Added,),
    read_model=ReadModel(projections=(StoreRows(),)),
    decoder=DECODER,
)
reader = Context(
    name="reader",
    origin="libs.events.tests.sample:reader",
    publishes=(Mirrored,),
    subscribes=(Added,),
    read_model=ReadModel(projections=(AccountRows(),), summaries=(SUMMARY,)),
    reactions=(Reaction("mirror", (Added,), Mirrors(), "first", per_event(mirror)),),
    decoder=DECODER,
)


def folder(context: Context) -> Projector:
    return Projector(context.read_model, context.decoder)


def handler(context: Context) -> Handler:
    return Handler(context.publishes, folder(context), "330599", lambda: NOON, context.decoder)


def add(stream: str, number: int, **more: object) -> AnyCommand:
    values: dict[str, object] = {"id": uuid4(), "occurred_at": NOON, **more}
    return Command(stream=stream, body=number, **values)  # type: ignore[arg-type]


def event(stream: str, sequence: int, number: int | None = None, **more: object) -> Event:
    """An ``Added`` as its origin would publish it; the same for the same place."""
    values: dict[str, object] = {
        "stream": stream,
        "sequence": sequence,
        "id": uuid5(NAMESPACE, f"{stream}/{sequence}"),
        "type": "Added",
        "schema_version": 1,
        "occurred_at": NOON,
        "recorded_at": NOON,
        "county": "330599",
        "correlation_id": NAMESPACE,
        "causation_id": None,
        "actor": None,
        "traceparent": None,
        "data": Added(number=sequence if number is None else number).encode(),
    }
    return Event(**{**values, **more})  # type: ignore[arg-type]
