"""A command, or a delivery, held open while schemas swap is in the new rows as it was in the old."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Sequence

import pytest
from libs.events.tests.fold.deliver import messages, waits_for_lock
from libs.events.tests.rebuild.locks import JOURNAL_LOCK, STORE_LOCK, waits_for_advisory_lock
from libs.events.tests.rebuild.models import both, texts
from libs.events.tests.rebuild.writing import command, deliver, tables_are_right
from libs.events.tests.sample import NOON, TRUST, Accounts, add, event
from libs.events.tests.stack import rows, until

from tests.postgres import Database
from zhouqi.events import STORE, Handler, Log
from zhouqi.events.bus.receive import Receiver
from zhouqi.events.fast.incremental import Batch
from zhouqi.events.fold.projector import Projector, WrongVersion
from zhouqi.events.fold.rebuild import ensure, rebuild
from zhouqi.events.log.connection import Conn, connect


class Gate:
    """A place in a writer's transaction where it waits until it is let go."""

    def __init__(self) -> None:
        self.reached = asyncio.Event()
        self.open = asyncio.Event()

    async def pass_(self) -> None:
        self.reached.set()
        await self.open.wait()


class GatedFolder(Projector):
    """Folds between two gates: after the append, and before the commit."""

    def __init__(self, before: Gate | None, after: Gate | None) -> None:
        super().__init__(both.read_model, both.decoder)
        self._before, self._after = before, after

    async def _fold(self, conn: Conn, log: Log, batch: Sequence[Batch], marked: Iterable[str]) -> None:
        if self._before:
            await self._before.pass_()
        await super()._fold(conn, log, batch, marked)
        if self._after:
            await self._after.pass_()


Write = Callable[[Conn, Projector], Coroutine[None, None, None]]


async def _decide(conn: Conn, projector: Projector) -> None:
    handler = Handler(both.publishes, projector, "330599", lambda: NOON, both.decoder)
    await handler.handle(conn, Accounts(), [add("account/late", 7)])


async def _receive(conn: Conn, projector: Projector) -> None:
    await Receiver(projector, TRUST).receive(conn, messages([event("other/late", 1)]))


writes = pytest.mark.parametrize("write", [_decide, _receive], ids=["command", "delivery"])


async def _some(database: Database) -> None:
    await ensure(database.owner_dsn, both)
    async with await connect(database.dsn) as conn:
        await command(conn, 3)
        await deliver(conn, 1, 2)


async def _swap_waits(database: Database) -> None:
    await until(
        lambda: waits_for_advisory_lock(database, STORE_LOCK, JOURNAL_LOCK), "the swap waits for a log's lock"
    )


@writes
@pytest.mark.parametrize("held", ["before the fold", "before the commit"])
async def test_the_swap_waits_for_a_write_that_is_under_way(
    database: Database, write: Write, held: str
) -> None:
    await _some(database)
    gate = Gate()
    projector = GatedFolder(gate, None) if held == "before the fold" else GatedFolder(None, gate)

    async with await connect(database.dsn) as conn:
        writing = asyncio.create_task(write(conn, projector))
        await gate.reached.wait()
        rebuilding = asyncio.create_task(rebuild(database.owner_dsn, both))
        await _swap_waits(database)
        gate.open.set()
        await writing
        await rebuilding

    await tables_are_right(database.dsn)
    assert await rows(database.dsn, "select name from standing where name like '%%/late'") != []


@writes
async def test_without_the_lock_before_the_fold_the_swap_passes_a_write(
    database: Database, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _some(database)
    gate = Gate()
    lock = Log.lock

    async with await connect(database.dsn) as conn:

        async def after_the_fold(self: Log, asking: Conn) -> None:
            if asking is not conn:
                await lock(self, asking)

        monkeypatch.setattr(Log, "lock", after_the_fold)
        writing = asyncio.create_task(write(conn, GatedFolder(None, gate)))
        await gate.reached.wait()
        rebuilding = asyncio.create_task(rebuild(database.owner_dsn, both))

        async def swapped() -> bool:
            return await rows(database.dsn, "select from pg_namespace where nspname = 'rm_old'") != []

        await until(swapped, "the schemas are exchanged; the old one waits for the write")
        gate.open.set()
        await writing
        await rebuilding

    assert await rows(database.dsn, "select name from standing where name like '%%/late'") == []
    with pytest.raises(AssertionError):
        await tables_are_right(database.dsn)


@writes
async def test_a_write_that_waits_while_another_version_swaps_in_writes_nothing(
    database: Database, write: Write
) -> None:
    await _some(database)
    heads = await _heads(database)

    async with await connect(database.owner_dsn) as holder, await connect(database.dsn) as conn:
        await STORE.lock(holder)  # the swap stands in its middle, with the journal's lock
        rebuilding = asyncio.create_task(rebuild(database.owner_dsn, texts))
        await _swap_waits(database)
        writing = asyncio.create_task(write(conn, GatedFolder(None, None)))
        await waits_for_lock(database.admin_dsn, conn.info.backend_pid)
        await holder.commit()
        await rebuilding
        with pytest.raises(WrongVersion):
            await writing

    assert await _heads(database) == heads


async def _heads(database: Database) -> list[object]:
    return list(
        await rows(
            database.dsn, "select (select count(*) from log.event), (select count(*) from log.journal)"
        )
    )
