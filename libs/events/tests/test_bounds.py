"""Whatever is accepted is read: by the relay that says it, by the envelope's reader, and in a journal."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import event as note
from hypothesis import strategies as st
from libs.events.tests.sample import NOON, event
from pydantic import JsonValue

from tests.postgres import Database
from zhouqi.events import (
    JOURNAL,
    STORE,
    Command,
    Context,
    Decider,
    Decoder,
    Event,
    Fact,
    Handler,
    Outcome,
    ReadModel,
)
from zhouqi.events.bus.envelope import decode, encode
from zhouqi.events.commands.decide import OutOfRange
from zhouqi.events.fold.projector import Projector
from zhouqi.events.fold.rebuild import ensure
from zhouqi.events.log.bounds import OutOfBounds
from zhouqi.events.log.connection import Conn, connect


class Said(Fact):
    """Someone said something."""

    what: JsonValue


class Sayings(Decider[None, JsonValue]):
    category = "saying"

    def initial(self) -> None:
        return None

    def evolve(self, state: None, fact: Fact) -> None:
        return None

    def decide(self, command: JsonValue, state: None) -> Sequence[Fact]:
        return [Said(what=command)]


_DECODER = Decoder(contracts={"Said": Said})
_HANDLER = Handler((Said,), Projector(ReadModel(), _DECODER), "330599", lambda: NOON, _DECODER)
_YEAR_ONE = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))
_zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_edges = st.sampled_from([datetime.min, datetime.max, datetime(2, 1, 1), datetime(9998, 12, 31, 23, 59)])  # noqa: DTZ001, DTZ901
_times = st.builds(lambda time, zone: time.replace(tzinfo=zone), st.datetimes() | _edges, _zones)
_texts = st.text(max_size=210) | st.text(st.characters(categories=("Cs", "Cc")), min_size=1, max_size=3)
_values: st.SearchStrategy[JsonValue] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)
_deep: JsonValue = 1
for _ in range(70):
    _deep = [_deep]


def _said(what: JsonValue, **more: object) -> Command[JsonValue]:
    values: dict[str, object] = {"id": uuid4(), "occurred_at": NOON, "stream": "saying/a", **more}
    return Command(body=what, **values)  # type: ignore[arg-type]  # values of any field, by its name


async def _published_and_received(conn: Conn) -> list[tuple[Event, Event]]:
    """Each event of the store, and what became of it in the journal of someone who reads."""
    stored = await STORE.read(conn, 0, 10)
    received = [decode(encode(one, "writer")) for one in stored]
    await JOURNAL.write(conn, received)
    return list(zip(stored, await JOURNAL.read(conn, 0, 10), strict=True))


async def _sent(database: Database, command: Command[JsonValue]) -> tuple[Outcome, list[tuple[Event, Event]]]:
    async with await connect(database.dsn) as conn, conn.transaction(force_rollback=True):
        (outcome,) = await _HANDLER.handle_within(conn, Sayings(), [command])
        return outcome, await _published_and_received(conn)


@pytest.fixture
async def speaking(database: Database) -> Database:
    await ensure(database.owner_dsn, Context(name="speaker", origin=f"{__name__}:unused", publishes=(Said,)))
    return database


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    what=_values,
    name=_texts,
    time=_times,
    actor=st.none() | _texts,
    traceparent=st.none() | _texts,
)
@example(what=1, name="a", time=_YEAR_ONE, actor=None, traceparent=None)
@example(what=1, name="a", time=_YEAR_ONE.replace(tzinfo=UTC), actor=None, traceparent=None)
@example(what=_deep, name="a", time=NOON, actor=None, traceparent=None)
@example(what="x" * 300_000, name="a", time=NOON, actor=None, traceparent=None)
@example(what=1, name="a", time=NOON, actor="\ud800", traceparent=None)
@example(what=1, name="a", time=NOON, actor="", traceparent="x" * 101)
@example(what=10**400, name="\x00", time=NOON, actor="a\x00", traceparent=None)
async def test_whatever_a_command_may_say_is_read(
    speaking: Database, what: JsonValue, name: str, time: datetime, actor: str | None, traceparent: str | None
) -> None:
    command = _said(what, stream=f"saying/{name}", occurred_at=time, actor=actor, traceparent=traceparent)

    outcome, found = await _sent(speaking, command)

    note("refused" if outcome.rejection else "taken")
    assert (outcome.rejection is None) == (len(found) == 1)
    for stored, received in found:
        assert msgspec.structs.replace(stored, position=0) == msgspec.structs.replace(received, position=0)


async def test_what_no_reader_could_read_is_refused_alone(speaking: Database) -> None:
    first, bad, last = _said(1), _said(2, occurred_at=_YEAR_ONE), _said(3)
    conn = await connect(speaking.dsn)
    try:
        outcomes = await _HANDLER.handle(conn, Sayings(), [first, bad, last])
    finally:
        await conn.close()

    assert [outcome.sequence for outcome in outcomes] == [1, 0, 2]
    assert isinstance(outcomes[1].rejection, OutOfRange)
    assert outcomes[1].rejection.values == {"part": "time out of range"}


@pytest.mark.parametrize(
    "changes",
    [
        {"sequence": 0},
        {"sequence": 2**31},
        {"schema_version": 0},
        {"occurred_at": datetime(2026, 10, 30)},  # noqa: DTZ001
        {"recorded_at": _YEAR_ONE},
        {"county": "x" * 41},
        {"type": ""},
        {"data": b"{"},
        {"data": b'"\xff"'},
        {"data": b'"\\ud800"'},
        {"actor": "\ud800"},
    ],
    ids=str,
)
@pytest.mark.parametrize("many", [1, 20])
async def test_a_log_takes_nothing_that_the_envelope_would_refuse(
    database: Database, changes: dict[str, object], many: int
) -> None:
    async with await connect(database.dsn) as conn, conn.transaction(force_rollback=True):
        sent = [event(f"account/{number}", 1) for number in range(many)]
        with pytest.raises(OutOfBounds):
            await STORE.write(conn, [msgspec.structs.replace(one, **changes) for one in sent])
