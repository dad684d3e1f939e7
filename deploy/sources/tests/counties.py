"""Counties for the tests, made once for each seed and size."""

from datetime import datetime, timedelta
from functools import cache

from zhouqi.sources.county import County
from zhouqi.sources.deliveries import SHANGHAI, Feed, project_feed
from zhouqi.sources.scenario import read_scenario

EVENING = datetime(2026, 10, 30, 18, 0, tzinfo=SHANGHAI)
"""The end of work on the scenario's day."""


@cache
def county(seed: int, size: int) -> County:
    return County(read_scenario(seed, size), seed, size)


@cache
def feed(seed: int, size: int) -> Feed:
    return project_feed(county(seed, size))


def days_later(days: float) -> datetime:
    return EVENING + timedelta(days=days)
