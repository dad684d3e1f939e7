"""The fast paths: one door, and behind it the rows of the plain path. What COPY writes: ``test_copy_load``."""

import random
from pathlib import Path

import pytest
from libs.events.tests.fold.deliver import messages, receiver
from libs.events.tests.fold.oracle import found
from libs.events.tests.sample import event, reader

import zhouqi.events
from tests.postgres import Database
from zhouqi.events import JOURNAL
from zhouqi.events.fold.projector import Projector
from zhouqi.events.fold.rebuild import ensure
from zhouqi.events.log.connection import connect

_STREAMS = ("account/a", "account/b", "account/c")


@pytest.mark.parametrize("seed", range(4))
async def test_a_fold_that_goes_on_gives_the_rows_of_a_fold_from_the_first_event(
    database: Database, seed: int
) -> None:
    await ensure(database.owner_dsn, reader)
    chance = random.Random(seed)
    events = [event(stream, number, number) for stream in _STREAMS for number in range(1, 8)]
    chance.shuffle(events)
    async with await connect(database.dsn) as conn:
        while events:
            batch, events = events[: (size := chance.randint(1, 6))], events[size:]
            await receiver().receive(conn, messages(batch))
        gone_on = await found(database.dsn)

        async with conn.transaction():
            await Projector(reader.read_model, reader.decoder).refold(conn, JOURNAL, _STREAMS)

    assert len(gone_on[0]) == len(_STREAMS)
    assert gone_on == await found(database.dsn)


def test_only_the_projector_opens_the_door() -> None:
    package = Path(zhouqi.events.__file__).parent
    users = {
        str(path.relative_to(package))
        for path in package.rglob("*.py")
        if "events import fast" in (text := path.read_text(encoding="utf-8")) or "events.fast" in text
    }

    assert {user for user in users if not user.startswith("fast/")} == {"fold/projector.py"}
