"""The catalogue: every event type, its contract, and the one service that publishes it.

A topic is named as its type. What a department may not read is another topic.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from zhouqi.events.contracts.fact import Fact
from zhouqi.events.contracts.ingest import (
    CollectionCompleted,
    CollectionFailed,
    DayClosed,
    ProjectRegistered,
    RecordRejected,
    RecordWithdrawn,
    TownshipRegistered,
)
from zhouqi.events.contracts.lifecycle import MilestonePlanned

PUBLISHED: Mapping[str, tuple[type[Fact], ...]] = MappingProxyType(
    {
        "ingest": (
            TownshipRegistered,
            ProjectRegistered,
            RecordWithdrawn,
            RecordRejected,
            CollectionCompleted,
            CollectionFailed,
            DayClosed,
        ),
        "lifecycle": (MilestonePlanned,),
    }
)
"""Service -> the facts that it alone publishes."""

CONTRACTS: Mapping[str, type[Fact]] = MappingProxyType(
    {fact.type(): fact for facts in PUBLISHED.values() for fact in facts}
)
"""Event type -> its contract at the current version."""

OWNERS: Mapping[str, str] = MappingProxyType(
    {fact.type(): service for service, facts in PUBLISHED.items() for fact in facts}
)
"""Event type -> the service that publishes it."""


def topics_of(service: str) -> tuple[str, ...]:
    """The topics that ``service`` owns, in the catalogue's order; none for a mere reader."""
    return tuple(fact.type() for fact in PUBLISHED.get(service, ()))
