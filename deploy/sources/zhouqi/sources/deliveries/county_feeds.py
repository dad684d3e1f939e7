"""The feeds of all kinds of one county."""

from collections.abc import Iterator, Mapping
from datetime import date

from zhouqi.sources.county import County
from zhouqi.sources.county.record import Kind
from zhouqi.sources.deliveries.delivery import Delivery
from zhouqi.sources.deliveries.feed import Feed
from zhouqi.sources.deliveries.junk import junk_of_day, junk_of_history, junk_of_kind
from zhouqi.sources.deliveries.record_deliveries import deliveries_of
from zhouqi.sources.deliveries.record_schedule import RecordSchedule
from zhouqi.sources.seeded_random import SeededRandom

__all__ = ["county_feeds", "feed_of", "project_feed"]


def county_feeds(county: County, shuffle: int = 0) -> Mapping[Kind, Feed]:
    """Answer the feed of every kind, in the order of the kinds.

    With `shuffle` (0: off) what is put out by the closing of the scenario's day comes in an order permuted by that
    number, another one for each kind; what comes after it comes in its order. From that closing on the same deliveries
    have been put out at every instant, shuffled or not.
    """
    return {kind: feed_of(county, kind, shuffle) for kind in Kind}


def project_feed(county: County) -> Feed:
    """Answer the feed of a county's project registrations (项目基本信息)."""
    return feed_of(county, Kind.PROJECT)


def feed_of(county: County, kind: Kind, shuffle: int = 0) -> Feed:
    """Answer the feed of one kind: what is delivered of the county's records, and the junk among it."""
    scenario, seed = county.scenario, county.seed
    book = RecordSchedule(county, kind)

    def history() -> Iterator[Delivery]:
        for record in book.history():
            yield from deliveries_of(scenario, seed, record)
        if kind is Kind.PROJECT:
            yield from junk_of_history(scenario, seed, county.size)
        else:
            yield from junk_of_kind(county, kind)

    def registered_on(day: date) -> Iterator[Delivery]:
        for record in book.on(day):
            yield from deliveries_of(scenario, seed, record)
        if kind is Kind.PROJECT:
            yield from junk_of_day(scenario, seed, day)

    calendar = scenario.calendar
    order = SeededRandom(seed, "shuffle", shuffle, kind) if shuffle else None
    return Feed(history(), registered_on, calendar.scenario_day, calendar.goes_on_until, order)
