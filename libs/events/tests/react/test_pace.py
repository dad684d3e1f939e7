"""Events that come one after another in a moment are answered together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from time import monotonic

import pytest
from libs.events.tests.react.run import added, answered, message, mirrored, reactor
from libs.events.tests.sample import TRUST, folder, reader
from libs.events.tests.stack import until

from tests.postgres import Database
from zhouqi.events import Intent, ReceivedFact
from zhouqi.events.bus.receive import Receiver
from zhouqi.events.commands import react
from zhouqi.events.log.connection import Conn, connect
from zhouqi.events.log.notify import Waiter

_EVENTS, _PACE = 40, 0.5


async def _hardly(waiter: Waiter, seconds: float) -> None:
    """As if a hint came at once."""
    await asyncio.sleep(0.01)


async def test_a_reaction_is_asked_once_a_moment(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(react, "_PACE_SECONDS", _PACE)
    monkeypatch.setattr(Waiter, "wait", _hardly)
    asked: list[float] = []

    async def mirror(
        conn: Conn, happened: Sequence[ReceivedFact]
    ) -> AsyncIterator[tuple[ReceivedFact, Intent]]:
        asked.append(monotonic())
        for one in happened:
            yield one, mirrored(one.event, one.event.sequence)

    async def all_answered() -> bool:
        return len(await answered(database)) == _EVENTS

    async with reactor(database, mirror) as (runner, _):
        pass  # the cursor is free for the runner itself
    begun = monotonic()
    running = asyncio.create_task(runner.run())
    try:
        async with await connect(database.dsn) as conn:
            receiver = Receiver(folder(reader), TRUST)
            for one in added(_EVENTS, 1):
                await receiver.receive(conn, [message(one)])
        await until(all_answered, "every event is answered")
    finally:
        running.cancel()
        await asyncio.wait([running])

    assert asked
    assert (len(asked) - 1) * _PACE <= asked[-1] - begun
