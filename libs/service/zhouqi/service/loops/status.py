"""What a service's database says of the mechanism: how far behind, what is parked, what is stuck."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from psycopg import sql

from zhouqi.events.context import Context
from zhouqi.events.log.connection import Conn
from zhouqi.events.log.event_log import JOURNAL, STORE
from zhouqi.service.loops.capacity import nearly_full
from zhouqi.service.loops.health import CheckResult, State

RELAY_CURSOR: Final = "relay"
REACTION_CURSOR: Final = "reaction:"
LATE_SECONDS: Final = 60.0
UNWATCHED_SECONDS: Final = 120.0
"""A worker that lives looks every few seconds, and says so at least twice a minute."""


@dataclass(frozen=True, slots=True)
class Lag:
    """How far a cursor is behind its log: in events, and for how many seconds it has not moved.

    (Events carry business time, which may stand still; the cursor's last move is by the wall clock.)
    """

    events: int
    seconds: float


@dataclass(frozen=True, slots=True)
class LagObservation:
    """What a worker last saw waiting in the topics, and how many seconds ago it looked.

    It is kept in the database, so that the API knows it too, and everyone when no worker looks any more.
    """

    oldest_seconds: float
    ago_seconds: float

    def problems(self) -> dict[str, object]:
        """What of it readiness has to say."""
        if self.ago_seconds > UNWATCHED_SECONDS:
            return {"unwatched_seconds": round(self.ago_seconds)}
        return {"unread_seconds": round(self.oldest_seconds)} if self.oldest_seconds > LATE_SECONDS else {}


@dataclass(frozen=True, slots=True)
class Status:
    """One service's mechanism at this moment. ``lags`` is by cursor.

    ``parked`` are our own messages and reactions, ``strange`` what others wrote into our topics.
    """

    store: int
    journal: int
    lags: Mapping[str, Lag]
    parked: int
    stuck: int
    halted: str | None
    strange: int = 0
    unread: LagObservation | None = None

    def check_result(self, meant_for: int | None = None) -> CheckResult:
        """Degraded while something waits for an operator, lags by more than a minute, or is nearly full.

        ``meant_for`` is how many events a log of this deployment is meant for; None: no bound.
        """
        late = {name: round(lag.seconds) for name, lag in self.lags.items() if lag.seconds > LATE_SECONDS}
        amiss: dict[str, object] = {
            name: value
            for name, value in (
                ("halted", self.halted),
                ("parked", self.parked),
                ("stuck", self.stuck),
                ("strange", self.strange),
            )
            if value
        }
        if self.unread is not None:
            amiss |= self.unread.problems()
        if late:
            amiss["late_seconds"] = late
        if (found := nearly_full(max(self.store, self.journal), meant_for)) is not None:
            amiss["nearly_full"] = {"events": found.events, "meant_for": found.meant_for}
        return CheckResult(State.DEGRADED if amiss else State.OK, amiss)


async def lags_of(conn: Conn, context: Context) -> dict[str, Lag]:
    """How far the relay and the reactions of ``context`` are behind their logs, by cursor."""
    lags: dict[str, Lag] = {}
    if context.publishes:
        lags[RELAY_CURSOR] = await _lag(conn, RELAY_CURSOR, "event", None)
    for reaction in context.reactions:
        types, cursor = [fact.type() for fact in reaction.facts], f"{REACTION_CURSOR}{reaction.name}"
        lags[cursor] = await _lag(conn, cursor, "journal", types)
    return lags


async def read_status(conn: Conn, context: Context) -> Status:
    """The condition of ``context`` in its database."""
    store, journal = await STORE.head(conn), await JOURNAL.head(conn)
    return Status(
        store,
        journal,
        await lags_of(conn, context),
        parked=await _count(conn, f"{_PARKED} and cause <> 'strange'"),
        strange=await _count(conn, f"{_PARKED} and cause = 'strange'"),
        unread=await _seen(conn) if context.subscribes else None,
        stuck=await _stuck(conn, context),
        halted=await _halted(conn),
    )


_PARKED: Final = "select count(*) from log.parked where settled_at is null"


async def save_lag_observation(conn: Conn, events: int, oldest_seconds: float) -> None:
    """Keep what a worker saw waiting in the topics. Commits, without waiting for the disk."""
    async with conn.transaction():
        await conn.execute("set local synchronous_commit = off")
        await conn.execute(
            "insert into log.unread (events, oldest_seconds) values (%s, %s) on conflict (single) do update"
            " set events = excluded.events, oldest_seconds = excluded.oldest_seconds, looked_at = now()",
            (events, oldest_seconds),
        )


async def _seen(conn: Conn) -> LagObservation | None:
    found = await conn.execute(
        "select oldest_seconds, extract(epoch from clock_timestamp() - looked_at)::float8 from log.unread"
    )
    row = await found.fetchone()
    return None if row is None else LagObservation(float(str(row[0])), float(str(row[1])))


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
