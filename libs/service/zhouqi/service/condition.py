"""What a service's database says of the mechanism: how far behind, what is parked, what is stuck."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from psycopg import sql

from zhouqi.events.connection import Conn
from zhouqi.events.context import Context
from zhouqi.events.log import JOURNAL, STORE
from zhouqi.service.health import Finding, State
from zhouqi.service.room import tight

RELAY_CURSOR: Final = "relay"
REACTION_CURSOR: Final = "reaction:"
LATE_SECONDS: Final = 60.0


@dataclass(frozen=True, slots=True)
class Lag:
    """How far a cursor is behind its log: in events, and for how many seconds it has not moved.

    (Events carry business time, which may stand still; the cursor's last move is by the wall clock.)
    """

    events: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Condition:
    """One service's mechanism at this moment. ``lags`` is by cursor."""

    store: int
    journal: int
    lags: Mapping[str, Lag]
    parked: int
    stuck: int
    halted: str | None

    def finding(self, meant_for: int | None = None) -> Finding:
        """Degraded while something waits for an operator, lags by more than a minute, or is nearly full.

        ``meant_for`` is how many events a log of this deployment is meant for; None: no bound.
        """
        late = {name: round(lag.seconds) for name, lag in self.lags.items() if lag.seconds > LATE_SECONDS}
        amiss: dict[str, object] = {
            name: value
            for name, value in (("halted", self.halted), ("parked", self.parked), ("stuck", self.stuck))
            if value
        }
        if late:
            amiss["late_seconds"] = late
        if (found := tight(max(self.store, self.journal), meant_for)) is not None:
            amiss["nearly_full"] = {"events": found.events, "meant_for": found.meant_for}
        return Finding(State.DEGRADED if amiss else State.OK, amiss)


async def lags_of(conn: Conn, context: Context) -> dict[str, Lag]:
    """How far the relay and the reactions of ``context`` are behind their logs, by cursor."""
    lags: dict[str, Lag] = {}
    if context.publishes:
        lags[RELAY_CURSOR] = await _lag(conn, RELAY_CURSOR, "event", None)
    for reaction in context.reactions:
        types, cursor = [fact.type() for fact in reaction.facts], f"{REACTION_CURSOR}{reaction.name}"
        lags[cursor] = await _lag(conn, cursor, "journal", types)
    return lags


async def observe(conn: Conn, context: Context) -> Condition:
    """The condition of ``context`` in its database."""
    store, journal = await STORE.head(conn), await JOURNAL.head(conn)
    return Condition(
        store,
        journal,
        await lags_of(conn, context),
        parked=await _count(conn, "select count(*) from log.parked where settled_at is null"),
        stuck=await _stuck(conn, context),
        halted=await _halted(conn),
    )


async def _lag(conn: Conn, cursor: str, log: str, types: list[str] | None) -> Lag:
    query = sql.SQL(
        "with cursor as (select position, moved_at from log.cursor where name = %(cursor)s)"
        " select count(*), coalesce((select extract(epoch from clock_timestamp() - moved_at)::float8"
        " from cursor), 0) from log.{} e where e.position > coalesce((select position from cursor), 0)"
        " and (%(types)s::text[] is null or e.type = any(%(types)s))"
    ).format(sql.Identifier(log))
    row = await (await conn.execute(query, {"cursor": cursor, "types": types})).fetchone()
    assert row is not None
    events = int(str(row[0]))
    return Lag(events, max(0.0, float(str(row[1]))) if events else 0.0)


async def _count(conn: Conn, query: str) -> int:
    row = await (await conn.execute(sql.SQL(query))).fetchone()
    assert row is not None
    return int(str(row[0]))


async def _stuck(conn: Conn, context: Context) -> int:
    """Streams that carry any mark: a fork, something unreadable, or a fold that could not go on."""
    marks = ["select stream from log.stuck"]
    marks += [
        f"select stream from rm.{projection.fold_view} where stuck is not null"  # noqa: S608 - names from code
        for projection in context.read_model.projections
    ]
    return await _count(conn, f"select count(*) from ({' union '.join(marks)}) as mark")  # noqa: S608


async def _halted(conn: Conn) -> str | None:
    row = await (await conn.execute("select detail from log.halt")).fetchone()
    return None if row is None else str(row[0])
