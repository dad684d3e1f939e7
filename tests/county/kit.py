"""A county whose events arrive at one service when the test says so, and the service's reactions to them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from tests import arriving
from tests.arriving import Streams
from tests.county import BEGIN, OWN, TINGLAN, day_closed, project_id, project_registered
from zhouqi.events import Context, Decoder, Event, Fact


@dataclass
class LiveCounty:
    """For tests that run in a loop: every call is awaited."""

    dsn: str
    context: Context
    streams: Streams = field(default_factory=lambda: Streams(BEGIN))

    def events(self, *facts: tuple[str, Fact]) -> list[Event]:
        """``facts`` as events, each the next of its stream."""
        return [self.streams.next(stream, fact) for stream, fact in facts]

    async def happen(self, *facts: tuple[str, Fact]) -> None:
        """Each fact is published in its stream, and arrives."""
        await self.receive(self.events(*facts))

    async def receive(self, events: Iterable[Event]) -> None:
        """Write and fold ``events`` in one transaction, as a consumer would."""
        await arriving.receive(self.dsn, self.context, events)

    async def react(self, *names: str, parked: int = 0) -> bool:
        """Run the reactions of these names, or all, once to the journal's end; False if one has to wait.

        ``parked`` events can't be reacted to.
        """
        went = await arriving.react(self.dsn, self.context, lambda: BEGIN, *names)
        assert len(await arriving.parked(self.dsn)) == parked
        return went

    async def decided(self, stream: str | None = None) -> list[tuple[str, Fact]]:
        """What the service decided, in one stream or all, in order."""
        return [(event.stream, Decoder().decode(event)) for event in await arriving.decided(self.dsn, stream)]


class County:
    """For tests that ask over HTTP: every call blocks."""

    def __init__(self, dsn: str, context: Context, actor: str | None = None) -> None:
        self.live = LiveCounty(dsn, context, Streams(BEGIN, actor))

    @property
    def dsn(self) -> str:
        """The service's database."""
        return self.live.dsn

    @property
    def written(self) -> int:
        """How many events have been written."""
        return self.live.streams.published

    def next(self, stream: str, fact: Fact) -> Event:
        """The next event of ``stream``."""
        return self.live.streams.next(stream, fact)

    def happen(self, *facts: tuple[str, Fact]) -> None:
        """Each fact is published in its stream, and arrives."""
        self.receive(*self.live.events(*facts))

    def receive(self, *events: Event) -> None:
        """Write and fold ``events`` in one transaction, as a consumer would."""
        asyncio.run(self.live.receive(events))

    def register(self, key: str, township: str = TINGLAN, enterprise: str = OWN) -> UUID:
        """A project of an enterprise in a township."""
        self.happen(project_registered(key, township=township, enterprise=enterprise))
        return project_id(key)

    def close(self, day: date) -> None:
        """The day's collection is over."""
        self.happen(day_closed(day))

    def react(self) -> bool:
        """Let the service react to what has arrived; False if it has to wait for more."""
        return asyncio.run(self.live.react())

    def decided(self, stream: str) -> list[Event]:
        """What the service decided in a stream."""
        return asyncio.run(arriving.decided(self.dsn, stream))

    def facts(self, stream: str) -> list[Fact]:
        """The facts of a stream that the service decided."""
        return [Decoder().decode(event) for event in self.decided(stream)]


def types(facts: Iterable[Fact]) -> list[str]:
    """The names of ``facts``."""
    return [fact.type() for fact in facts]
