"""What policy does when a day is closed: it profiles every enterprise, and matches the policies in force."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

from zhouqi.events import Intent, NotYet, Reaction, ReceivedFact
from zhouqi.events.contracts import Fact
from zhouqi.events.contracts.ingest import (
    AcceptanceRecorded,
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
from zhouqi.events.log.connection import Conn
from zhouqi.events.log.watermark import await_counted
from zhouqi.policy.catalogue.diff import catalogue_diff
from zhouqi.policy.catalogue.editions import in_force
from zhouqi.policy.catalogue.queries import published_catalogue
from zhouqi.policy.matching.commands import Assess
from zhouqi.policy.matching.decider import EnterpriseDecider
from zhouqi.policy.matching.matcher import match_policies
from zhouqi.policy.matching.queries import last_closed
from zhouqi.policy.profile.queries import profiles_now
from zhouqi.policy.profile.rules import rule_book
from zhouqi.policy.publishing.policy_files import load_policies

SUBSCRIBED: tuple[type[Fact], ...] = (
    ProjectRegistered,
    EnterpriseRegistered,
    InputsReported,
    SalesReported,
    TaxReported,
    PerformanceEvaluated,
    LandSupplied,
    AcceptanceRecorded,
    RecordLinked,
    RecordWithdrawn,
    DayClosed,
)
"""What profiles are made of, and the close of the day on which they are made."""


async def assess(conn: Conn, happened: Sequence[ReceivedFact]) -> AsyncIterator[tuple[ReceivedFact, Intent]]:
    """An assessment of every enterprise, for the last closed day. Raises NotYet until all of it is here.

    Days that were closed together, or came out of order, are one run: what is known now is the same.
    """
    closed = {fact.date: one for one in happened if isinstance(fact := one.fact, DayClosed)}
    day = await last_closed(conn)
    if day is None or day not in closed:
        return  # a later close is known; its own run says all that this one could
    last = closed[day]
    assert isinstance(last.fact, DayClosed)
    await await_counted(conn, last.fact.counted, SUBSCRIBED)
    catalogue = await published_catalogue(conn)
    if catalogue_diff(catalogue, load_policies()):
        raise NotYet("the catalogue is not published yet")
    policies = in_force([one.valid_editions for one in catalogue.values()], day)
    departments = rule_book().on(day).departments
    async for profiles in profiles_now(conn):
        matches = await asyncio.to_thread(match_policies, profiles, policies, departments)
        for profile, matched in zip(profiles, matches, strict=True):
            yield last, Intent(f"enterprise/{profile.enterprise}", Assess(day, profile, matched))


REACTIONS = (Reaction("assess", (DayClosed,), EnterpriseDecider(), "first", assess),)
