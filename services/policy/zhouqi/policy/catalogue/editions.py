"""A policy's editions: which of them holds on a day. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from zhouqi.events.contracts.policy import PolicyPublished


def edition(editions: Sequence[PolicyPublished], day: date) -> PolicyPublished | None:
    """Of a policy's editions the one that holds on ``day``: the newest that is effective by then."""
    begun = [one for one in editions if one.effective <= day]
    return max(begun, key=lambda one: one.version, default=None)


def in_force(policies: Iterable[Sequence[PolicyPublished]], day: date) -> tuple[PolicyPublished, ...]:
    """Those that can be had on ``day``, by their id, each as it stood on that day."""
    valid_editions = [edition(editions, day) for editions in policies]
    now = [
        one for one in valid_editions if one and one.begins <= day and (one.ends is None or day <= one.ends)
    ]
    return tuple(sorted(now, key=lambda one: one.policy))
