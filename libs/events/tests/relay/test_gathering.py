"""While messages come, a consumer lets the broker gather them; while none comes, it is told of the first at once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from aiokafka.protocol.fetch import FetchRequest
from libs.events.tests.relay.accounts import LISTENER, numbers, publish, settings, write
from libs.events.tests.sample import writer
from libs.events.tests.stack import journaled, running, until

from tests.brokers.interface import Broker
from tests.postgres import MakeDatabase
from zhouqi.events.fold.rebuild import ensure

_IDLE, _BUSY = 130, 35


def _asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, bool]]:
    """Of each fetch: how long it may be held, and whether the first message ends it."""
    asked: list[tuple[int, bool]] = []
    init = FetchRequest.__init__

    def seen(self: FetchRequest, wait: int, least: int, *rest: object, **named: object) -> None:
        asked.append((wait, least == 1))
        init(self, wait, least, *rest, **named)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(FetchRequest, "__init__", seen)
    return asked


async def test_fetches_are_gathered_while_messages_come_and_no_longer(
    make_database: MakeDatabase, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, sink = make_database(), make_database()
    await ensure(source.owner_dsn, writer)
    await ensure(sink.owner_dsn, LISTENER)
    await write(source, *range(1, 11))
    await publish(source, settings(broker))
    asked = _asked(monkeypatch)
    quick = replace(settings(broker), fetch_wait_ms=_IDLE, busy_fetch_wait_ms=_BUSY)

    async with running(LISTENER, sink.dsn, quick):
        await journaled(sink.dsn, 10)

        async def gathers() -> bool:
            return (_BUSY, False) in asked

        async def rests() -> bool:
            return asked[-1] == (_IDLE, True)

        await until(gathers, "fetches are held for more than one message")
        await until(rests, "the first message ends a fetch again")

    assert await numbers(sink) == list(range(1, 11))
