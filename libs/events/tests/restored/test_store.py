"""A store that went back in time must not publish; one that did all the same forks its streams."""

from __future__ import annotations

import pytest
from libs.events.tests.faults.topic import said
from libs.events.tests.restored.accounts import LISTENER, numbers, publish, read, settings, write
from libs.events.tests.restored.backup import backed_up, restore
from libs.events.tests.sample import writer
from libs.events.tests.stack import journaled, rows, running, until

from tests.brokers.interface import Broker
from tests.postgres import MakeDatabase, Server
from zhouqi.events import inspection
from zhouqi.events.inspection import StoreReplaced
from zhouqi.events.rebuild import ensure
from zhouqi.events.receive import Receiver

pytestmark = pytest.mark.fault


async def test_a_store_restored_from_an_older_backup_is_refused(
    make_database: MakeDatabase, postgres_server: Server, broker: Broker
) -> None:
    source = make_database()
    await ensure(source.owner_dsn, writer)
    await write(source, 1, 2, 3)
    await publish(source, settings(broker))
    with backed_up(postgres_server, source) as backup:
        await write(source, 4, 5)
        await publish(source, settings(broker))
        restore(postgres_server, source, backup)
    await write(source, 40)

    with pytest.raises(
        StoreReplaced, match=r"position 5 .* ends at 4 .* restore one that reaches"
    ) as refusal:
        await publish(source, settings(broker))

    assert "older backup" in str(refusal.value)
    assert [one.number for one in await said(broker.bootstrap, "Added")] == [1, 2, 3, 4, 5]


async def test_another_store_under_living_topics_is_refused(
    make_database: MakeDatabase, broker: Broker
) -> None:
    source, other = make_database(), make_database()
    for database in (source, other):
        await ensure(database.owner_dsn, writer)
    # The template gives both the same identity; a database that was made anew has one of its own.
    await rows(
        other.admin_dsn, "update log.meta set value = gen_random_uuid() where key = 'store' returning 1"
    )
    await write(source, 1)
    await publish(source, settings(broker))
    await write(other, 7)

    with pytest.raises(StoreReplaced, match="another store"):
        await publish(other, settings(broker))

    assert [one.number for one in await said(broker.bootstrap, "Added")] == [1]


@pytest.mark.parametrize("protected", [True, False])
async def test_a_fork_is_parked_and_stops_its_stream_alone(
    make_database: MakeDatabase,
    postgres_server: Server,
    broker: Broker,
    monkeypatch: pytest.MonkeyPatch,
    protected: bool,
) -> None:
    """The relay's refusal is removed here, so that a fork comes about; the reader must notice it."""
    monkeypatch.setattr(inspection, "_refuse_foreign", lambda *_: None)
    if not protected:
        monkeypatch.setattr(Receiver, "_new", _drop_what_contradicts)
    source, sink = make_database(), make_database()
    await ensure(source.owner_dsn, writer)
    await ensure(sink.owner_dsn, LISTENER)
    await write(source, 1)
    await publish(source, settings(broker))
    with backed_up(postgres_server, source) as backup:
        await write(source, 2)
        await publish(source, settings(broker))
        await read(sink, settings(broker), 2)
        restore(postgres_server, source, backup)
    await write(source, 20)  # the place of the 2, and another id
    await write(source, 3, stream="account/b")

    async with running(writer, source.dsn, settings(broker)), running(LISTENER, sink.dsn, settings(broker)):
        await journaled(sink.dsn, 3)

    stuck = await rows(sink.dsn, "select stream, cause from log.stuck")
    marked = await rows(sink.dsn, "select name from account_list where stuck")
    parked = await rows(sink.dsn, "select cause from log.parked")
    assert await numbers(sink, "account/b") == [3]
    assert await numbers(sink) == [1, 2], "what came first stands"
    if protected:
        assert (stuck, marked, parked) == ([("account/a", "fork")], [("account/a",)], [("fork",)])
    else:
        assert (stuck, marked, parked) == ([], [], []), "nobody learns that two histories exist"


async def _drop_what_contradicts(self: Receiver, conn: object, good: list[object]) -> object:
    """What looks known by its place is dropped as a repeat, whatever its id says."""
    _, places = await self._known(conn, good)  # type: ignore[arg-type]
    fresh = [one for one in good if (one.event.stream, one.event.sequence) not in places]  # type: ignore[attr-defined]
    return fresh, []


@pytest.mark.parametrize("protected", [True, False])
async def test_a_reader_restored_from_an_older_backup_catches_up(
    make_database: MakeDatabase,
    postgres_server: Server,
    broker: Broker,
    monkeypatch: pytest.MonkeyPatch,
    protected: bool,
) -> None:
    """Its offsets are part of its database, so they go back with it; the broker's would not."""
    source, sink = make_database(), make_database()
    await ensure(source.owner_dsn, writer)
    await ensure(sink.owner_dsn, LISTENER)
    await write(source, 1, 2)
    await publish(source, settings(broker))
    await read(sink, settings(broker), 2)
    with backed_up(postgres_server, sink) as backup:
        await write(source, 3, 4)
        await publish(source, settings(broker))
        await read(sink, settings(broker), 4)
        offsets = await rows(sink.dsn, "select topic, partition, next_offset, life, origin from log.consumed")
        restore(postgres_server, sink, backup)
    if not protected:
        for topic, partition, next_offset, life, origin in offsets:
            await rows(
                sink.dsn,
                "update log.consumed set next_offset = %s, life = %s, origin = %s"
                " where topic = %s and partition = %s returning 1",
                *(next_offset, life, origin, topic, partition),
            )
    await write(source, 5)
    await publish(source, settings(broker))

    await read(sink, settings(broker), 5 if protected else 3)

    async def settled() -> bool:
        return (await numbers(sink))[-1:] == [5]

    await until(settled, "the last number is there")
    assert await numbers(sink) == ([1, 2, 3, 4, 5] if protected else [1, 2, 5])
