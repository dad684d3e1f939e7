"""A poison message of each kind is parked or makes one stream stuck, and the rest flows."""

from typing import ClassVar

import pytest
from libs.events.tests.fold.oracle import found
from libs.events.tests.poison.kinds import POISONS, TOPIC, Fate, Poison
from libs.events.tests.poison.topic import Sent, delivered, make, message, publish
from libs.events.tests.sample import DECODER, TRUST, Added, event, reader
from libs.events.tests.stack import account_rows, consumer, journaled, kafka, rows, running

from tests.brokers.interface import Broker
from tests.postgres import Database, MakeDatabase
from zhouqi.events import Context, Decoder
from zhouqi.events.bus import consume, halt, parked, triage
from zhouqi.events.bus.envelope import Unreadable
from zhouqi.events.bus.receive import Receiver
from zhouqi.events.fold import stuck
from zhouqi.events.fold.projector import Projector
from zhouqi.events.fold.rebuild import ensure, rebuild
from zhouqi.events.log.connection import connect

GOOD = "account/good"
listener = Context(
    name="listener",
    origin=reader.origin,
    subscribes=(Added,),
    read_model=reader.read_model,
    decoder=DECODER,
)


class Added2(Added):
    """The contract at its next version."""

    schema_version: ClassVar[int] = 2


NEWER = Decoder(contracts={"Added": Added2}, upcasts={("Added", 1): lambda data: data})


def _messages(poisons: dict[str, Poison]) -> list[Sent]:
    """Of every stream the first event, then the poison, then the third; good ones in between."""
    streams = [one.stream for one in poisons.values() if one.stream]
    sent = [message(event(stream, 1)) for stream in streams]
    for number, poison in enumerate(poisons.values(), start=1):
        sent += [poison.message, message(event(GOOD, number))]
    return sent + [message(event(stream, 3)) for stream in streams]


def _count(poisons: dict[str, Poison]) -> int:
    """How many of them the journal takes."""
    bad = sum(one.fate in (Fate.PARKED, Fate.PARKED_NAMELESS) for one in poisons.values())
    return len(_messages(poisons)) - bad


def _own(poisons: dict[str, Poison]) -> int:
    """How many of them are parked as our own."""
    return sum(one.fate is Fate.PARKED or one.message.key == b"\xff\xfe" for one in poisons.values())


def _expected(poisons: dict[str, Poison]) -> dict[str, tuple[list[int], bool, bool]]:
    """Of each stream: the numbers in its row, whether its fold is stuck, and whether the list says so."""
    folded = {
        Fate.PARKED: ([1, 3], False, True),
        Fate.PARKED_NAMELESS: ([1, 3], False, False),
        Fate.STUCK: ([1], True, True),
        Fate.TAKEN: ([1, 2, 3], False, False),
    }
    fates = {one.stream: folded[one.fate] for one in poisons.values() if one.stream}
    return {**fates, GOOD: (list(range(1, len(poisons) + 1)), False, False)}


async def _check(dsn: str, expected: dict[str, tuple[list[int], bool, bool]]) -> None:
    accounts, numbers, summary = await found(dsn)
    sums = account_rows((stream, numbers_) for stream, (numbers_, *_) in expected.items())
    assert accounts == [(*row[:3], expected[str(row[0])][1]) for row in sums]
    assert [(row[0], row[2]) for row in summary] == [(row[0], expected[str(row[0])][2]) for row in sums]
    assert len(numbers) == sum(len(numbers_) for numbers_, *_ in expected.values())


async def test_each_kind_harms_one_stream_at_most(database: Database, broker: Broker) -> None:
    await ensure(database.owner_dsn, listener)
    await make(broker, TOPIC)
    sent = _messages(POISONS)
    await publish(broker, TOPIC, sent, at_once=7)

    async with running(listener, database.dsn, kafka(broker)):
        await journaled(database.dsn, _count(POISONS))
        await _check(database.dsn, _expected(POISONS))
        await _is_parked_as_it_came(database, sent)
        await _comes_back_unchanged(database)

        missing = [one.stream for one in POISONS.values() if one.stream and one.fate is Fate.PARKED]
        await publish(broker, TOPIC, [message(event(stream, 2)) for stream in missing])
        await journaled(database.dsn, _count(POISONS) + len(missing))

    healed = {stream: ([1, 2, 3], False, False) for stream in missing}
    await _check(database.dsn, {**_expected(POISONS), **healed})
    assert await rows(database.dsn, "select stream from log.stuck") == []

    await rebuild(database.owner_dsn, listener)
    await _check(database.dsn, {**_expected(POISONS), **healed})

    async with await connect(database.dsn) as conn:
        retried = await stuck.retry_stuck(conn, Projector(listener.read_model, NEWER), listener.read_model)
    assert set(retried.tried) - set(retried.still) == {"account/version"}
    known = {"account/version": ([1, 2, 3], False, False)}
    await _check(database.dsn, {**_expected(POISONS), **healed, **known})


async def _is_parked_as_it_came(database: Database, sent: list[Sent]) -> None:
    bad = [one for one in POISONS.values() if one.fate in (Fate.PARKED, Fate.PARKED_NAMELESS)]
    async with await connect(database.dsn) as conn:
        kept = list((await parked.unsettled_messages(conn)).values())
    expected = [delivered(TOPIC, sent.index(one.message), one.message) for one in bad]
    assert sorted(kept, key=lambda one: one.offset) == expected


async def _comes_back_unchanged(database: Database) -> None:
    """Trying them again with the same code changes nothing."""
    before = await rows(database.dsn, "select * from log.parked order by 1")
    async with await connect(database.dsn) as conn:
        assert await halt.retry(conn, Receiver(Projector(listener.read_model, DECODER), TRUST)) == _own(
            POISONS
        )
    assert await rows(database.dsn, "select * from log.parked order by 1") == before


@pytest.mark.parametrize(
    ("where", "name", "poison"),
    [
        (triage, "Unreadable", "not JSON"),
        (consume, "UNPARSED", "header's name no text"),
    ],
)
async def test_without_its_protection_one_message_ends_the_consumer(
    make_database: MakeDatabase,
    embedded_broker: Broker,
    monkeypatch: pytest.MonkeyPatch,
    where: object,
    name: str,
    poison: str,
) -> None:
    database = make_database()
    await ensure(database.owner_dsn, listener)
    await make(embedded_broker, TOPIC)
    await publish(embedded_broker, TOPIC, _messages({poison: POISONS[poison]}))
    # what would be caught is taken for another error
    monkeypatch.setattr(where, name, ZeroDivisionError, raising=False)

    with pytest.raises((Unreadable, UnicodeDecodeError)):
        await consumer(listener, database.dsn, kafka(embedded_broker)).run()

    assert await rows(database.dsn, "select from account where stream = %s", GOOD) == []
