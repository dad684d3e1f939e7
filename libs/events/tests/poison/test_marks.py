"""Marks of streams that are not whole: they stay until what is missing has come, and no longer."""

import itertools
from collections.abc import Sequence
from uuid import uuid4

import msgspec
import pytest
from libs.events.tests.fold.deliver import messages, receiver
from libs.events.tests.sample import OWNERS, Mirrored, event, folder, reader
from libs.events.tests.stack import account_rows, rows

from tests.postgres import Database
from tests.sealing import sealed
from zhouqi.events import JOURNAL
from zhouqi.events.bus import parked
from zhouqi.events.bus.message import Message
from zhouqi.events.fold import stuck
from zhouqi.events.fold.rebuild import ensure, rebuild
from zhouqi.events.log.connection import Conn, connect

STREAM = "account/a"
Batch = Sequence[str]
"""``A3``: the third event, of topic Added; ``M3``: of topic Mirrored; ``A!``, ``M!``: unreadable there."""

STORIES: dict[str, tuple[Sequence[Batch], Sequence[bool]]] = {
    "the missing one comes late": ([["A1", "A!", "A3"], ["A2"]], [True, False]),
    "the next one was it": ([["A1", "A2", "A!"], ["A3"]], [True, False]),
    "a stray copy": ([["A1"], ["A!"], ["A2"]], [False, True, False]),
    "nothing but it": ([["A!"], ["A1"]], [True, False]),
    "two in a row": ([["A1", "A!", "A!"], ["A2"], ["A3"]], [True, True, False]),
    # which of two came can't be told from their number alone: never too early, here one event late
    "two, one in between": ([["A1", "A!", "A3", "A!"], ["A2"], ["A4"], ["A5"]], [True, True, True, False]),
    "two in two batches": ([["A1", "A!"], ["A!", "A4"], ["A3"], ["A2"]], [True, True, True, False]),
    "another topic goes on": ([["A1", "A!"], ["M2"], ["A3"]], [True, True, False]),
    "another topic is ahead": ([["A1", "M3"], ["A!"], ["A2"]], [False, True, False]),
    "both topics": ([["A1", "A!", "M!"], ["A2"], ["M3"]], [True, True, False]),
    "it comes again with a gap": ([["A1", "A!"], ["A4"], ["A2"], ["A3"]], [True, True, True, False]),
}


class Topics:
    """Two topics, each with offsets of its own."""

    def __init__(self) -> None:
        self._offsets = {"Added": itertools.count(), "Mirrored": itertools.count()}

    def deliver(self, batch: Batch) -> list[Message]:
        return [self._delivery(*one) for one in batch]

    def _delivery(self, kind: str, place: str) -> Message:
        topic = {"A": "Added", "M": "Mirrored"}[kind]
        offset = next(self._offsets[topic])
        if place == "!":
            key, value = STREAM.encode(), b"unreadable " + uuid4().bytes
            return Message(topic, 0, offset, key, value, sealed(topic, key, value, OWNERS[topic]))
        good = event(STREAM, int(place), type=topic)
        if topic == "Mirrored":
            good = msgspec.structs.replace(good, data=Mirrored(total=1).encode())
        return messages([good], offset)[0]


async def _marked(conn: Conn) -> bool:
    """Whether the stream carries a mark; the summary must say the same."""
    marks = await stuck.list_marks(conn)
    row = await (await conn.execute("select stuck from account_list where name = %s", (STREAM,))).fetchone()
    await conn.commit()
    assert row is None or row[0] is bool(marks)
    return bool(marks)


async def _tell(database: Database, batches: Sequence[Batch]) -> list[bool]:
    """Whether the stream was marked after each batch."""
    await ensure(database.owner_dsn, reader)
    topics = Topics()
    marked = []
    async with await connect(database.dsn) as conn:
        for batch in batches:
            await receiver().receive(conn, topics.deliver(batch))
            marked.append(await _marked(conn))
    return marked


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES.keys())
async def test_a_mark_stays_until_what_is_missing_has_come(
    database: Database, story: tuple[Sequence[Batch], Sequence[bool]]
) -> None:
    batches, expected = story

    assert await _tell(database, batches) == expected


async def test_without_looking_at_what_stands_behind_it_a_mark_stays_for_ever(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Message, "follows", lambda *_: False)
    batches, _ = STORIES["the missing one comes late"]

    assert await _tell(database, batches) == [True, True]


async def test_an_accepted_one_marks_no_longer_when_its_whole_stream_goes_on(database: Database) -> None:
    assert await _tell(database, [["A1", "A!"]]) == [True]
    async with await connect(database.dsn) as conn:
        await parked.settle(conn, await parked.unsettled_numbers(conn))
        await conn.commit()

        await receiver().receive(conn, messages([event(STREAM, 2)]))

        assert not await _marked(conn)


FORKS = {
    "another id at a known place": event(STREAM, 1, 99, id=uuid4()),
    "a known id at another place": event(STREAM, 3, 99, id=event(STREAM, 1).id),
}


@pytest.mark.parametrize("fork", FORKS.values(), ids=FORKS.keys())
async def test_a_fork_is_parked_and_marks_until_an_operator_clears_it(
    database: Database, fork: object
) -> None:
    await ensure(database.owner_dsn, reader)
    async with await connect(database.dsn) as conn:
        await receiver().receive(conn, messages([event(STREAM, 1), event("account/b", 1)]))

        received = await receiver().receive(conn, messages([fork, event(STREAM, 2)], 2))  # type: ignore[list-item]  # a broken one among events

        assert (received.journaled, received.parked, received.verdicts) == (1, 1, (True, False))
        assert [(mark.stream, mark.cause) for mark in await stuck.list_marks(conn)] == [(STREAM, "fork")]
        assert await _marked(conn)
        numbers = account_rows([(STREAM, [1, 2]), ("account/b", [1])])
        assert await rows(database.dsn, "select * from account order by 1") == numbers

        await rebuild(database.owner_dsn, reader)
        assert await _marked(conn)
        async with conn.transaction():
            await JOURNAL.lock(conn)
            assert await stuck.clear_mark(conn, STREAM)
            await folder(reader).refresh(conn, [STREAM])
        assert not await _marked(conn)
