"""What policy does when a day is closed: it profiles every enterprise, and matches the policies in force."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

from zhouqi.events import Happened, Intent, NotYet, Reaction
from zhouqi.events.closing import await_counted
from zhouqi.events.connection import Conn
from zhouqi.events.contracts import Fact
from zhouqi.events.contracts.ingest import (
    DayClosed,
    EnterpriseRegistered,
    InputsReported,
    LandSupplied,
    PerformanceEvaluated,
    ProjectRegistered,
    RecordLinked,
    RecordWithdrawn,
    SalesReported,
    TaxReported,
)
from zhouqi.policy import catalogue, matching, queries
from zhouqi.policy.enterprise import Assess, Enterprises

SUBSCRIBED: tuple[type[Fact], ...] = (
    ProjectRegistered,
    EnterpriseRegistered,
    InputsReported,
    SalesReported,
    TaxReported,
    PerformanceEvaluated,
    LandSupplied,
    RecordLinked,
    RecordWithdrawn,
    DayClosed,
)
"""What profiles are made of, and the close of the day on which they are made."""


async def assess(conn: Conn, happened: Sequence[Happened]) -> AsyncIterator[tuple[Happened, Intent]]:
    """An assessment of every enterprise, for the last closed day. Raises NotYet until all of it is here.

    Days that were closed together, or came out of order, are one run: what is known now is the same.
    """
    closed = {fact.date: one for one in happened if isinstance(fact := one.fact, DayClosed)}
    day = await queries.last_closed(conn)
    if day is None or day not in closed:
        return  # a later close is known; its own run says all that this one could
    last = closed[day]
    assert isinstance(last.fact, DayClosed)
    await await_counted(conn, last.fact.counted, SUBSCRIBED)
    kept = await queries.catalogue(conn)
    current = {one.published.policy: one.published for one in kept.values() if not one.withdrawn}
    if current != {one.policy: one for one in catalogue.load()}:
        raise NotYet("the catalogue is not published yet")
    policies = matching.in_force(tuple(current.values()), day)
    async for profiles in queries.profiles(conn):
        matches = await asyncio.to_thread(matching.match, profiles, policies)
        for profile, matched in zip(profiles, matches, strict=True):
            yield last, Intent(f"enterprise/{profile.enterprise}", Assess(day, profile, matched))


REACTIONS = (Reaction("assess", (DayClosed,), Enterprises(), "first", assess),)
