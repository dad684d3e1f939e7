"""The feeds of all kinds of one county."""

from collections.abc import Mapping

from zhouqi.sources.county import County
from zhouqi.sources.county.record import Kind
from zhouqi.sources.deliveries.feed import Feed
from zhouqi.sources.deliveries.project import project_feed

__all__ = ["feeds"]


def feeds(county: County, shuffle: int = 0) -> Mapping[Kind, Feed]:
    """Answer the feed of every kind, in the order of the kinds.

    With `shuffle` (0: off) what is put out by the closing of the scenario's day comes in an order permuted by that
    number, another one for each kind; what comes after it comes in its order. From that closing on the same deliveries
    have been put out at every instant, shuffled or not.
    """
    calendar = county.scenario.calendar
    empty = {kind: Feed((), lambda _: (), calendar.scenario_day, calendar.goes_on_until) for kind in Kind}
    return {**empty, Kind.PROJECT: project_feed(county)}
