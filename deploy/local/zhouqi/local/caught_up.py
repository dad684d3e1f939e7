"""Is the whole county there: collected, entered by its people, arrived everywhere, and reacted to?

Only the whole stack can be asked that: a service knows its own logs alone.
"""

import asyncio
import json
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from zhouqi.events.context import Context
from zhouqi.events.contracts.ingest import DayClosed
from zhouqi.events.log.connection import Conn, connect
from zhouqi.events.log.watermark import count_written
from zhouqi.local.event_counts import EventCounts, count_all, count_events, missing
from zhouqi.service.loops.health import Check, CheckResult, State
from zhouqi.service.settings import Settings


@dataclass
class CaughtUp:
    """Looks at the logs of all services until all that happened up to a moment has arrived once.

    From then on it asks nothing more: new facts are always on their way.
    """

    contexts: Sequence[Context]
    settings: Settings
    until: datetime
    """A moment of business time: when this process began."""
    people: Path | None = None
    """Where the people say up to when they have entered everything; None where nobody enters anything."""
    _arrived: bool = field(default=False, init=False)
    _looking: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    def check(self) -> Check:
        """Readiness: the county's facts have gone the whole way."""
        return Check("county/arrival", self.find)

    async def find(self) -> CheckResult:
        """Failed as long as something is under way; names who waits for what, and how many events there are."""
        async with self._looking:
            if self._arrived:
                return CheckResult(State.OK)
            async with AsyncExitStack() as opened:
                conns = {}
                for context in self.contexts:
                    conn = await connect(self.settings.dsn_of(context.name), autocommit=True)
                    conns[context.name] = await opened.enter_async_context(conn)
                waiting = await self._waiting(conns)
                counts = {name: (await count_all(conn))[0] for name, conn in conns.items()}
            self._arrived = waiting is None
        if self._arrived:
            return CheckResult(State.OK)
        return CheckResult(State.FAILED, {"awaits": waiting, "events": counts})

    async def _waiting(self, conns: Mapping[str, Conn]) -> object:
        """What is waited for; None when nothing is, and nothing moved while that was asked."""
        if not await self._day_closed(conns):  # before that, what was published may be half of a county
            return DayClosed.type()
        entered = self.entered()
        before = await self._counts_of(conns)
        if found := missing(self.contexts, before):
            return found
        if not entered:
            return "people"
        # One was looked at after another: only if all stood still meanwhile has nothing slipped through.
        return None if await self._counts_of(conns) == before else "quiet"

    async def _counts_of(self, conns: Mapping[str, Conn]) -> dict[str, EventCounts]:
        return {one.name: await count_events(conns[one.name], one, self.until) for one in self.contexts}

    async def _day_closed(self, conns: Mapping[str, Conn]) -> bool:
        """Whether some day's collection is over, where this stack closes days at all."""
        owners = [context.name for context in self.contexts if DayClosed in context.publishes]
        return all([await count_written(conns[name], (DayClosed,)) for name in owners])

    def entered(self) -> bool:
        """Whether the people have entered everything; not as long as they said nothing usable."""
        if self.people is None:
            return True
        try:
            said = json.loads(self.people.read_bytes())["entered_until"]
            return datetime.fromisoformat(said) >= self.until
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return False
