"""Has the first day been closed, everything published arrived where it was to arrive, and been reacted to?

Only the whole stack can be asked that: a service knows its own logs alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from zhouqi.events.connection import Conn, connect
from zhouqi.events.context import Context
from zhouqi.events.contracts.ingest import DayClosed
from zhouqi.service.health import Check, Finding, State
from zhouqi.service.settings import Settings

_PUBLISHED = "select type, count(*) from log.event where type = any(%s) group by type"
_RECEIVED = (
    "select type, count(*) from ("
    " select type from log.journal where type = any(%(types)s)"
    " union all select topic from log.parked where kind = 'message' and topic = any(%(types)s)"
    ") as message group by type"
)
_UNREACTED = (
    "select %(name)s::text, count(*) from log.journal where type = any(%(types)s)"
    " and position > coalesce((select position from log.cursor where name = %(name)s), 0)"
)


@dataclass
class Arrival:
    """Looks at the logs of all services, in the order in which facts travel, until all has arrived once.

    From then on it asks nothing more: new facts are always on their way.
    """

    contexts: Sequence[Context]
    settings: Settings
    _arrived: bool = field(default=False, init=False)

    def check(self) -> Check:
        """Readiness: the county's facts have gone the whole way."""
        return Check("county/arrival", self.find)

    async def find(self) -> Finding:
        """Failed as long as something is under way; names who waits for what."""
        if not self._arrived:
            if not await self._closed():  # before that, what was published may be half of a county
                return Finding(State.FAILED, {"awaits": DayClosed.type()})
            for context in self.contexts:
                if waiting := await self._waiting(context):
                    return Finding(State.FAILED, {context.name: waiting})
            self._arrived = True
        return Finding(State.OK)

    async def _closed(self) -> bool:
        """Whether some day's collection is over."""
        for context in self.contexts:
            if DayClosed in context.publishes:
                async with await self._connect(context) as conn:
                    return bool(await _counts(conn, _PUBLISHED, [[DayClosed.type()]]))
        return True

    async def _day_closed(self) -> bool:
        """A day closes after all that was due on it was collected; before, nothing may be taken for all."""
        day = DayClosed.type()
        for owner in self.contexts:
            if day in owner.topics:
                async with await self._connect(owner) as conn:
                    return bool(await _counts(conn, _PUBLISHED, [[day]]))
        return False

    async def _waiting(self, context: Context) -> dict[str, int]:
        """What ``context`` still waits for: topic or reaction -> how many events."""
        published: dict[str, int] = {}
        for owner in self.contexts:
            shared = [name for name in context.subscriptions if name in owner.topics]
            if shared:
                async with await self._connect(owner) as conn:
                    published |= await _counts(conn, _PUBLISHED, [shared])
        async with await self._connect(context) as conn:
            received = await _counts(conn, _RECEIVED, {"types": list(published)})
            behind = {name: count - received.get(name, 0) for name, count in published.items()}
            for reaction in context.reactions:
                types = [fact.type() for fact in reaction.facts]
                behind |= await _counts(
                    conn, _UNREACTED, {"name": f"reaction:{reaction.name}", "types": types}
                )
        return {name: count for name, count in behind.items() if count > 0}

    async def _connect(self, context: Context) -> Conn:
        return await connect(self.settings.dsn_of(context.name), autocommit=True)


async def _counts(conn: Conn, query: str, values: Sequence[object] | dict[str, object]) -> dict[str, int]:
    rows = await (await conn.execute(query, values)).fetchall()
    return {str(name): int(str(count)) for name, count in rows}
