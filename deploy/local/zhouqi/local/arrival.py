"""Is the whole county there: collected, entered by its people, arrived everywhere, and reacted to?

Only the whole stack can be asked that: a service knows its own logs alone.
"""

import asyncio
import json
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from zhouqi.events.closing import written
from zhouqi.events.connection import Conn, connect
from zhouqi.events.context import Context
from zhouqi.events.contracts.ingest import DayClosed
from zhouqi.local.standing import Heads, heads, standing, waits
from zhouqi.service.health import Check, Finding, State
from zhouqi.service.settings import Settings


@dataclass(frozen=True)
class Entering:
    """The people's word of how far they got, and how far they have to get until the county counts as whole."""

    file: Path
    until: datetime

    def done(self) -> bool:
        """Everything up to then is entered; False as long as nobody said anything."""
        try:
            said = json.loads(self.file.read_bytes())["entered_until"]
            return datetime.fromisoformat(said) >= self.until
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return False


@dataclass
class Arrival:
    """Looks at the logs of all services until all has arrived once.

    From then on it asks nothing more: new facts are always on their way.
    """

    contexts: Sequence[Context]
    settings: Settings
    entering: Entering | None = None
    """None where nobody enters anything by hand."""
    _arrived: bool = field(default=False, init=False)
    _looking: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    def check(self) -> Check:
        """Readiness: the county's facts have gone the whole way."""
        return Check("county/arrival", self.find)

    async def find(self) -> Finding:
        """Failed as long as something is under way; names who waits for what, and how many events there are."""
        async with self._looking:
            if self._arrived:
                return Finding(State.OK)
            async with AsyncExitStack() as opened:
                conns = {}
                for context in self.contexts:
                    conn = await connect(self.settings.dsn_of(context.name), autocommit=True)
                    conns[context.name] = await opened.enter_async_context(conn)
                waiting, before = await self._waiting(conns), await _all_heads(conns)
            self._arrived = not waiting
        if self._arrived:
            return Finding(State.OK)
        return Finding(
            State.FAILED, {"awaits": waiting, "events": {name: at[0] for name, at in before.items()}}
        )

    async def _waiting(self, conns: dict[str, Conn]) -> object:
        """What is waited for; None when nothing is, and nothing moved while that was asked."""
        if not await self._day_closed(conns):  # before that, what was published may be half of a county
            return DayClosed.type()
        before = await _all_heads(conns)
        entered = self.entering is None or self.entering.done()
        standings = {one.name: await standing(conns[one.name], one) for one in self.contexts}
        if found := waits(self.contexts, standings):
            return found
        if not entered:
            return "people"
        return None if await _all_heads(conns) == before else "quiet"

    async def _day_closed(self, conns: dict[str, Conn]) -> bool:
        """Whether some day's collection is over, where this stack closes days at all."""
        owners = [context.name for context in self.contexts if DayClosed in context.publishes]
        return all([await written(conns[name], (DayClosed,)) for name in owners])


async def _all_heads(conns: dict[str, Conn]) -> dict[str, Heads]:
    return {name: await heads(conn) for name, conn in conns.items()}
