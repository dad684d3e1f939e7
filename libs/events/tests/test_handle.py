"""Commands against a store: exactly once, in order, whoever races."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import psycopg
import pytest
from libs.events.tests.sample import NOON, Accounts, Added, add, event, handler, writer

from tests.postgres import Database
from zhouqi.events import COUNTY_ZONE, STORE, Decoder, Event, Handler
from zhouqi.events.commands import command_log
from zhouqi.events.commands.command_log import RecordedCommand
from zhouqi.events.commands.decide import BeforeLastEvent, BodyMismatch, Outcome
from zhouqi.events.commands.handle import Conflict
from zhouqi.events.contracts import Emission
from zhouqi.events.fold.projector import Projector
from zhouqi.events.fold.rebuild import ensure, rebuild
from zhouqi.events.log.connection import Conn, connect, pipelined_transaction
from zhouqi.events.log.event_log import Log
from zhouqi.events.log.verify import verify


async def _race(dsn: str, writers: int, each: int) -> list[Outcome]:
    async def write() -> list[Outcome]:
        conn = await connect(dsn)
        try:
            outcomes = []
            for _ in range(each):
                try:
                    outcomes += await handler(writer).handle(conn, Accounts(), [add("account/a", 1)])
                except Conflict:
                    continue
            return outcomes
        finally:
            await conn.close()

    return [outcome for done in await asyncio.gather(*(write() for _ in range(writers))) for outcome in done]


async def test_writers_racing_for_one_stream_lose_nothing(database: Database) -> None:
    await ensure(database.owner_dsn, writer)

    outcomes = await _race(database.dsn, writers=8, each=10)

    conn = await connect(database.dsn)
    events = await STORE.read(conn, 0, 1000)
    assert sorted(outcome.sequence for outcome in outcomes) == list(range(1, len(outcomes) + 1))
    assert [event.sequence for event in events] == list(range(1, len(outcomes) + 1))
    assert len(outcomes) >= 75, "a conflict twice in a row is rare when the second try waits for the lock"
    assert await verify(conn) == []
    await conn.close()


async def test_a_fact_is_stored_at_the_version_that_is_written(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Added, "schema_version", 2)
    decoder = Decoder(
        contracts={"Added": Added}, upcasts={("Added", 1): lambda data: {"number": data["count"]}}
    )
    await ensure(database.owner_dsn, writer)
    conn = await connect(database.dsn)
    for chosen in ({"Added": 1}, {}):
        emission = Emission.of((Added,), chosen, {("Added", 2): lambda data: {"count": data["number"]}})
        projector = Projector(writer.read_model, decoder)
        handling = Handler(writer.publishes, projector, "330599", lambda: NOON, decoder, emission)
        await handling.handle(conn, Accounts(), [add("account/a", 3), add("account/a", 4)])

    events = await STORE.read(conn, 0, 10)
    assert [(event.schema_version, json.loads(event.data)) for event in events] == [
        (1, {"count": 3}),
        (1, {"count": 4}),
        (2, {"number": 3}),
        (2, {"number": 4}),
    ]
    row = await (await conn.execute("select total from account where stream = 'account/a'")).fetchone()
    assert row == (((3 * 7 + 4) * 7 + 3) * 7 + 4,)
    await conn.close()


async def test_an_event_is_folded_at_the_time_as_its_log_will_say_it(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ensure(database.owner_dsn, writer)
    folded: list[Event] = []

    async def append_and_fold(
        self: Projector, conn: Conn, log: Log, events: Sequence[Event], write: Callable[[], Awaitable[None]]
    ) -> None:
        folded.extend(events)
        async with pipelined_transaction(conn):
            await write()

    monkeypatch.setattr(Projector, "append_and_fold", append_and_fold)
    conn = await connect(database.dsn)
    entered = NOON.astimezone(COUNTY_ZONE)
    await handler(writer).handle(conn, Accounts(), [add("account/a", 1, occurred_at=entered)])
    (live,) = folded
    (kept,) = await STORE.read(conn, 0, 10)
    assert live.occurred_at.isoformat() == kept.occurred_at.isoformat()
    await conn.close()


async def test_without_the_lock_racing_writers_collide(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ensure(database.owner_dsn, writer)

    async def no_lock(self: Log, conn: object) -> None:
        return

    monkeypatch.setattr(Log, "lock", no_lock)

    outcomes = await _race(database.dsn, writers=8, each=10)

    assert len(outcomes) < 75


async def test_a_repeated_command_returns_what_it_did(database: Database) -> None:
    await ensure(database.owner_dsn, writer)
    conn = await connect(database.dsn)
    command = add("account/a", 5, id=uuid4())

    [first] = await handler(writer).handle(conn, Accounts(), [command])
    [again] = await handler(writer).handle(conn, Accounts(), [command])
    [other] = await handler(writer).handle(
        conn, Accounts(), [add("account/a", 6, id=command.id, digest=b"another body")]
    )

    assert (first.sequence, first.repeated) == (1, False)
    assert (again.sequence, again.repeated) == (1, True)
    assert other.rejection is not None
    assert other.rejection.code == "other_body"
    assert await STORE.head(conn) == 1
    await conn.close()


async def test_a_rejected_command_does_not_hinder_the_others(database: Database) -> None:
    await ensure(database.owner_dsn, writer)
    conn = await connect(database.dsn)

    outcomes = await handler(writer).handle(
        conn,
        Accounts(),
        [add("account/a", 1), add("account/a", -1), add("account/b", 2), add("account/a", 0)],
    )

    assert [outcome.events for outcome in outcomes] == [1, 0, 1, 0]
    assert outcomes[1].rejection is not None
    rows = await (await conn.execute("select stream, total, stuck from account order by 1")).fetchall()
    assert rows == [("account/a", 1, False), ("account/b", 2, False)]
    await conn.close()


async def test_a_stale_form_is_refused(database: Database) -> None:
    await ensure(database.owner_dsn, writer)
    conn = await connect(database.dsn)
    await handler(writer).handle(conn, Accounts(), [add("account/a", 1)])

    [outcome] = await handler(writer).handle(conn, Accounts(), [add("account/a", 1, expected=0)])

    assert outcome.rejection is not None
    assert outcome.rejection.code == "stale"
    await conn.close()


async def test_a_rebuild_of_the_store_equals_the_live_rows(database: Database) -> None:
    await ensure(database.owner_dsn, writer)
    conn = await connect(database.dsn)
    for number in range(30):
        await handler(writer).handle(conn, Accounts(), [add(f"account/{number % 3}", number + 1)])
    live = await (await conn.execute("select * from account order by 1")).fetchall()
    await conn.commit()

    await rebuild(database.owner_dsn, writer)

    assert await (await conn.execute("select * from account order by 1")).fetchall() == live
    await conn.close()


async def test_late_entry_keeps_the_order_of_its_stream(database: Database) -> None:
    await ensure(database.owner_dsn, writer)
    conn = await connect(database.dsn)
    early, late = NOON - timedelta(days=2), NOON - timedelta(days=1)

    async def enter(when: datetime, *, in_order: bool = True) -> Outcome:
        command = add("account/a", 1, occurred_at=when, in_order=in_order)
        [outcome] = await handler(writer).handle(conn, Accounts(), [command])
        return outcome

    assert (await enter(late)).events == 1
    refused = await enter(early)
    assert isinstance(refused.rejection, BeforeLastEvent)
    assert refused.rejection.values == {"last": late.isoformat()}
    assert (await enter(late)).events == 1, "at the same moment is in order"
    assert (await enter(early, in_order=False)).events == 1, "a reaction inherits its time"
    assert (await enter(early)).events == 0, "the last moment counts, not the last event's"

    other = await handler(writer).handle(
        conn,
        Accounts(),
        [
            add("account/b", 1, occurred_at=late, in_order=True),
            add("account/b", 1, occurred_at=early, in_order=True),
        ],
    )
    assert [outcome.events for outcome in other] == [1, 0], "also within one transaction"
    await conn.close()


async def test_a_repeat_that_is_out_of_order_by_now_returns_what_it_did(database: Database) -> None:
    await ensure(database.owner_dsn, writer)
    conn = await connect(database.dsn)
    first = add("account/a", 1, occurred_at=NOON - timedelta(days=2), in_order=True)
    await handler(writer).handle(conn, Accounts(), [first, add("account/a", 2, in_order=True)])

    [again] = await handler(writer).handle(conn, Accounts(), [first])

    assert (again.sequence, again.repeated, again.rejection) == (1, True, None)
    await conn.close()


async def test_a_repeat_of_what_changed_nothing_changes_nothing_later(database: Database) -> None:
    await ensure(database.owner_dsn, writer)
    conn = await connect(database.dsn)
    nothing = add("account/a", 0, once=True)
    [first] = await handler(writer).handle(conn, Accounts(), [nothing])
    await handler(writer).handle(conn, Accounts(), [add("account/a", 5)])

    [again] = await handler(writer).handle(conn, Accounts(), [replace(nothing, body=7)])
    [other] = await handler(writer).handle(conn, Accounts(), [replace(nothing, digest=b"another body")])

    assert (first.sequence, first.events, first.repeated) == (0, 0, False)
    assert (again.sequence, again.events, again.repeated) == (0, 0, True)
    assert isinstance(other.rejection, BodyMismatch)
    assert await STORE.head(conn) == 1
    await conn.close()


async def test_what_changed_nothing_is_kept_once_however_many_send_it(database: Database) -> None:
    await ensure(database.owner_dsn, writer)
    nothing = add("account/a", 0, once=True)

    async def send() -> Outcome:
        async with await connect(database.dsn) as conn:
            outcome, _ = await handler(writer).handle(conn, Accounts(), [nothing, nothing])
            return outcome

    outcomes = await asyncio.gather(*(send() for _ in range(8)))

    assert [outcome.rejection for outcome in outcomes] == [None] * 8
    async with await connect(database.dsn) as conn:
        kept = await (await conn.execute("select count(*) from log.command")).fetchone()
    assert kept == (1,)


async def test_a_refusal_and_what_no_one_sends_again_are_decided_anew(database: Database) -> None:
    await ensure(database.owner_dsn, writer)
    conn = await connect(database.dsn)
    refused, unchanged = add("account/a", -1, once=True), add("account/a", 0)
    await handler(writer).handle(conn, Accounts(), [refused, unchanged])

    outcomes = await handler(writer).handle(
        conn, Accounts(), [replace(refused, body=1), replace(unchanged, body=2)]
    )

    assert [outcome.events for outcome in outcomes] == [1, 1]
    await conn.close()


async def test_what_is_written_beside_events_is_written_with_them_or_not_at_all(database: Database) -> None:
    await ensure(database.owner_dsn, writer)
    stamped = [event("account/a", 1, 1), event("account/b", 1, 1)]
    done = [RecordedCommand(uuid4(), b"body", one.stream, 1) for one in stamped]
    async with await connect(database.dsn, autocommit=True) as conn:
        await STORE.insert(conn, stamped[:1], command_log.recording(done[:1]))
        for events, commands in ((stamped[:1], done[1:]), (stamped[1:], done[:1])):
            with pytest.raises(psycopg.errors.UniqueViolation):
                await STORE.insert(conn, events, command_log.recording(commands))

        written = await conn.execute("select (select count(*) from event), (select count(*) from command)")
        assert await written.fetchone() == (1, 1)


async def test_what_is_foreseen_is_what_happens_and_leaves_no_trace(database: Database) -> None:
    await ensure(database.owner_dsn, writer)
    conn = await connect(database.dsn)
    handling = handler(writer)
    commands = [add("account/a", 1), add("account/a", 2), add("account/b", 3)]
    commands.append(commands[0])

    foreseen = await handling.foresee(conn, Accounts(), commands)
    assert await handling.foresee(conn, Accounts(), commands) == foreseen
    count = await (await conn.execute("select count(*) from log.command")).fetchone()
    assert (count, await STORE.head(conn)) == ((0,), 0)
    await conn.commit()

    assert await handling.handle(conn, Accounts(), commands) == foreseen
    assert [one.repeated for one in await handling.foresee(conn, Accounts(), commands)] == [True] * 4
    await conn.close()
