"""Two replicas fed one stream's events alternately and at once: the journal's lock takes turns."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from pathlib import Path

import pytest
from libs.events.tests.fold import replica
from libs.events.tests.fold.deliver import HeldFolder, messages, receiver, waits_for_lock
from libs.events.tests.fold.oracle import expected, found
from libs.events.tests.fold.unprotected import loosen, make_sequence
from libs.events.tests.sample import TRUST, event, reader

from tests.postgres import Database
from zhouqi.events.bus.receive import Receiver
from zhouqi.events.fold.rebuild import ensure
from zhouqi.events.log.connection import Row, connect

ROOT = Path(__file__).parents[4]
ROUNDS = 15
Tables = tuple[list[Row], list[Row], list[Row]]


def _whole(streams: Sequence[str], length: int) -> Tables:
    places = [(stream, sequence) for stream in streams for sequence in range(1, length + 1)]
    return expected(places, {place: place[1] for place in places})


async def _second_arrives_while_first_is_held(database: Database) -> Tables:
    """A folds sequence 1 and is held before its commit; meanwhile B receives sequence 2."""
    held = HeldFolder()
    async with await connect(database.dsn) as one, await connect(database.dsn) as two:
        first = asyncio.create_task(Receiver(held, TRUST).receive(one, messages([event("account/0", 1)])))
        await held.folded.wait()
        second = asyncio.create_task(receiver().receive(two, messages([event("account/0", 2)], 1)))
        await waits_for_lock(database.admin_dsn, two.info.backend_pid)
        held.release.set()
        await first
        await second
    return await found(database.dsn)


async def test_a_replica_waits_for_the_other_one_to_commit(database: Database) -> None:
    await ensure(database.owner_dsn, reader)

    assert await _second_arrives_while_first_is_held(database) == _whole(["account/0"], 2)


async def test_without_the_lock_a_replica_overwrites_the_other_ones_row(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ensure(database.owner_dsn, reader)
    make_sequence(database)
    loosen(monkeypatch.setattr)

    accounts, *_ = await _second_arrives_while_first_is_held(database)

    assert accounts == [("account/0", 2, 1, False)], "the row is the fold of the second event alone"


async def test_replicas_on_two_connections_take_turns(database: Database) -> None:
    await ensure(database.owner_dsn, reader)
    streams = [f"account/{name}" for name in range(12)]

    async def take(share: int) -> None:
        async with await connect(database.dsn) as conn:
            for sequence in range(1 + share, 41, 2):
                events = [event(stream, sequence) for stream in streams]
                again = [event(stream, max(1, sequence - 3)) for stream in streams]
                await receiver().receive(conn, messages(events + again))

    await asyncio.gather(take(0), take(1))

    assert await found(database.dsn) == _whole(streams, 40)


async def _start(dsn: str, share: int, *options: str) -> Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "libs.events.tests.fold.replica"),
        *(dsn, str(share), str(ROUNDS), *options),
        stdin=PIPE,
        stdout=PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


async def _round(process: Process) -> str:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"begin\n")
    return (await process.stdout.readline()).decode().strip()


async def _in_two_processes(database: Database, *options: str) -> tuple[Tables, set[str]]:
    """The tables, and what the replicas said."""
    replicas = await asyncio.gather(*(_start(database.dsn, share, *options) for share in range(2)))
    said: set[str] = set()
    for _ in range(ROUNDS):
        said.update(await asyncio.gather(*(_round(process) for process in replicas)))
    for process in replicas:
        await process.communicate()
    return await found(database.dsn), said


def _everything() -> Tables:
    streams = [stream for number in range(ROUNDS) for stream in replica.streams(number)]
    return _whole(streams, replica.LENGTH)


async def test_replicas_in_two_processes_take_turns(database: Database) -> None:
    await ensure(database.owner_dsn, reader)

    tables, said = await _in_two_processes(database)

    assert said == {"done"}
    assert tables == _everything()


async def test_without_the_lock_processes_spoil_rows(database: Database) -> None:
    await ensure(database.owner_dsn, reader)
    make_sequence(database)

    tables, said = await _in_two_processes(database, "unprotected")

    assert said != {"done"} or tables != _everything()
