"""Counties for the tests, made once for each seed and size."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from zhouqi.sources.county import County
from zhouqi.sources.county.record import Record
from zhouqi.sources.county.records import records_of
from zhouqi.sources.deliveries import SHANGHAI, Delivery, Feed, Kind, county_feeds
from zhouqi.sources.scenario import read_scenario
from zhouqi.sources.truth.document import document

EVENING = datetime(2026, 10, 30, 18, 0, tzinfo=SHANGHAI)
"""The end of work on the scenario's day."""


@cache
def county(seed: int, size: int) -> County:
    return County(read_scenario(seed, size), seed, size)


@cache
def all_feeds(seed: int, size: int) -> Mapping[Kind, Feed]:
    return county_feeds(county(seed, size))


def feed(seed: int, size: int) -> Feed:
    return all_feeds(seed, size)[Kind.PROJECT]


def publish(seed: int, size: int, moment: datetime) -> Sequence[Delivery]:
    """What is put out of all kinds."""
    return [delivery for feed in all_feeds(seed, size).values() for delivery in feed.published_by(moment)]


@cache
def truth(seed: int, size: int, days: int = 0) -> Any:
    """The truth as it is served so many days after the scenario's evening."""
    now = days_later(days)
    delivered = {kind: feed.published_by(now) for kind, feed in all_feeds(seed, size).items()}
    return json.loads("".join(document(county(seed, size), delivered, now)))


def records_begun(place: County, kind: Kind) -> list[Record]:
    """The records of the county's projects that begin in the history."""
    day = place.scenario.calendar.scenario_day
    found: list[Record] = []
    for life in place.history_projects:
        for record in records_of(place.scenario, place.seed, kind, life):
            if record.begins > day:
                break
            found.append(record)
    return found


def days_later(days: float) -> datetime:
    return EVENING + timedelta(days=days)
