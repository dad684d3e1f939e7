"""What was parked is tried again, and settled once it works."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import ClassVar
from uuid import uuid4

import pytest
from libs.service.tests import sample
from libs.service.tests.sample import CONTEXT, DECIDER, NoteWritten, WriteNote

from tests import sealing
from tests.postgres import Database
from zhouqi.events.bus.message import Message
from zhouqi.events.bus.parked import list_parked
from zhouqi.events.bus.provenance import Provenance
from zhouqi.events.bus.receive import Receiver
from zhouqi.events.clock import SystemClock
from zhouqi.events.commands.handle import Handler
from zhouqi.events.commands.react import Intent, Reaction, Reactor, per_event
from zhouqi.events.context import Context
from zhouqi.events.contracts import Decoder, Fact
from zhouqi.events.fold.projector import Projector
from zhouqi.events.heartbeat import Heartbeat
from zhouqi.events.log.connection import Conn, connect
from zhouqi.events.log.event import Event
from zhouqi.events.log.event_log import JOURNAL, STORE
from zhouqi.events.log.follow import hold
from zhouqi.events.log.notify import Waiter
from zhouqi.service.loops import parking
from zhouqi.service.settings import Settings
from zhouqi.service.storage.migrations import migrate

CLOCK = SystemClock()


class NoteWritten2(NoteWritten):
    """The same at a version that older code cannot read."""

    schema_version: ClassVar[int] = 2


class Copying:
    """A reaction that copies notes, as long as it works."""

    def __init__(self) -> None:
        self.works = False

    async def react(self, conn: Conn, event: Event, fact: Fact) -> AsyncIterator[Intent]:
        if not self.works:
            raise ValueError("not now")
        assert isinstance(fact, NoteWritten)
        yield Intent(f"note/copy-{event.sequence}", WriteNote(fact.township, fact.text))

    def context(self) -> Context:
        reaction = Reaction("copy", (NoteWritten,), DECIDER, "first", per_event(self.react))
        return replace(CONTEXT, subscribes=(NoteWritten,), reactions=(reaction,))


@pytest.fixture
async def conn(settings: Settings) -> AsyncIterator[Conn]:
    await migrate(sample.service, settings, workers=1)
    opened = await connect(settings.dsn_of("sample"))
    yield opened
    await opened.close()


TRUST = Provenance("330529", {"NoteWritten": "other"}, sealing.SIGNATURES)


def note(text: bytes = b'{"township": "t", "text": "x"}', version: int = 1) -> Message:
    now = CLOCK.now()
    event = Event(
        stream="note/1", sequence=1, id=uuid4(), type="NoteWritten", schema_version=version, occurred_at=now,
        recorded_at=now, county=TRUST.county, correlation_id=uuid4(), causation_id=None, actor=None, traceparent=None,
        data=text,
    )  # fmt: skip
    return sealing.message(event, "other")


async def test_a_reaction_that_failed_is_done_once_it_works(conn: Conn, database: Database) -> None:
    copying = Copying()
    context = copying.context()
    projector = Projector(context.read_model, context.decoder)
    await Receiver(projector, TRUST).receive(conn, [note()])
    handler = Handler(context.publishes, projector, "c", CLOCK.now, context.decoder)
    reactor = Reactor(
        context.reactions[0], database.dsn, handler, Waiter(), Heartbeat("copy"), context.decoder
    )
    async with hold(database.dsn, JOURNAL, "reaction:copy") as cursor:
        assert cursor is not None
        await reactor.advance(cursor)
    (row,) = await list_parked(conn)
    assert (row.kind, row.topic, row.cause) == ("reaction", "copy", "ValueError")
    shown = await parking.parked_content(conn, row.number)
    assert shown is not None
    assert shown.value == b'{"township": "t", "text": "x"}'

    failed = await parking.retry_parked(conn, context, projector, TRUST, CLOCK, database.dsn)
    assert dict(failed.still) == {row.number: "ValueError: not now"}
    assert await STORE.head(conn) == 0

    copying.works = True
    done = await parking.retry_parked(conn, context, projector, TRUST, CLOCK, database.dsn, [row.number])
    assert (done.tried, dict(done.still)) == (1, {})
    assert [event.stream for event in await STORE.read(conn, 0, 10)] == ["note/copy-1"]
    assert await list_parked(conn) == []


async def test_what_older_code_could_not_read_is_reacted_to_at_the_start_of_newer(
    conn: Conn, database: Database
) -> None:
    copying = Copying()
    copying.works = True
    old = copying.context()
    projector = Projector(old.read_model, old.decoder)
    await Receiver(projector, TRUST).receive(conn, [note(version=2)])
    handler = Handler(old.publishes, projector, "c", CLOCK.now, old.decoder)
    reactor = Reactor(old.reactions[0], database.dsn, handler, Waiter(), Heartbeat("copy"), old.decoder)
    async with hold(database.dsn, JOURNAL, "reaction:copy") as cursor:
        assert cursor is not None
        await reactor.advance(cursor)
    assert [(row.kind, row.cause) for row in await list_parked(conn)] == [("reaction", "Undecodable")]

    again = await parking.retry_readable(conn, old, handler, database.dsn)
    assert (again.tried, len(again.still)) == (1, 1)

    new = replace(old, decoder=Decoder(contracts={"NoteWritten": NoteWritten2}))
    mended = Handler(new.publishes, Projector(new.read_model, new.decoder), "c", CLOCK.now, new.decoder)
    done = await parking.retry_readable(conn, new, mended, database.dsn)
    assert (done.tried, dict(done.still)) == (1, {})
    assert [event.stream for event in await STORE.read(conn, 0, 10)] == ["note/copy-1"]
    assert await list_parked(conn) == []


async def test_a_reaction_that_failed_otherwise_waits_for_an_operator(conn: Conn, database: Database) -> None:
    await conn.execute(
        "insert into log.parked (kind, topic, digest, stream, cause) values"
        " ('reaction', 'copy', '0123456789abcdef', 'note/1', 'ValueError')"
    )
    await conn.commit()
    context = Copying().context()
    projector = Projector(context.read_model, context.decoder)
    handler = Handler(context.publishes, projector, "c", CLOCK.now, context.decoder)
    assert (await parking.retry_readable(conn, context, handler, database.dsn)).tried == 0


async def test_a_reaction_that_the_code_no_longer_has_stays_and_says_so(
    conn: Conn, database: Database
) -> None:
    await conn.execute(
        "insert into log.parked (kind, topic, digest, stream, cause) values"
        " ('reaction', 'gone', '0123456789abcdef', 'note/1', 'ValueError')"
    )
    await conn.commit()
    projector = Projector(CONTEXT.read_model, CONTEXT.decoder)
    failed = await parking.retry_parked(conn, CONTEXT, projector, TRUST, CLOCK, database.dsn)
    assert list(failed.still.values()) == ["this code has no reaction 'gone'"]


async def test_a_halt_is_lifted_when_nothing_holds_it_up(conn: Conn, database: Database) -> None:
    await conn.execute("insert into log.halt (detail) values ('rubbish')")
    await conn.commit()
    projector = Projector(CONTEXT.read_model, CONTEXT.decoder)
    await parking.retry_parked(conn, CONTEXT, projector, TRUST, CLOCK, database.dsn)
    assert await (await conn.execute("select * from log.halt")).fetchone() is None
