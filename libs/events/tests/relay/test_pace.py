"""Events that are written one after another in a moment are published together."""

from __future__ import annotations

from time import monotonic

import pytest
from libs.events.tests.relay.accounts import published, settings, write
from libs.events.tests.sample import writer
from libs.events.tests.stack import running

from tests.brokers.interface import Broker
from tests.postgres import MakeDatabase
from zhouqi.events.bus import relay
from zhouqi.events.fold.rebuild import ensure

_EVENTS, _PACE = 60, 0.5


async def test_the_relay_publishes_once_a_moment(
    make_database: MakeDatabase, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = make_database()
    await ensure(source.owner_dsn, writer)
    turns: list[float] = []
    advance = relay._Work.advance

    async def seen(self: relay._Work) -> int:
        turned = monotonic()
        count = await advance(self)
        if count:
            turns.append(turned)
        return count

    monkeypatch.setattr(relay._Work, "advance", seen)
    monkeypatch.setattr(relay, "_PACE_SECONDS", _PACE)
    async with running(writer, source.dsn, settings(broker)):
        for number in range(1, _EVENTS + 1):
            await write(source, number)
        await published(source)

    assert turns
    assert (len(turns) - 1) * _PACE <= turns[-1] - turns[0]
