"""The feed of project registrations (项目基本信息): those of the county's projects, and the junk among them."""

from collections.abc import Iterator
from datetime import date

from zhouqi.sources.county import County
from zhouqi.sources.deliveries.delivery import Delivery
from zhouqi.sources.deliveries.feed import Feed
from zhouqi.sources.deliveries.junk import junk_of_day, junk_of_history
from zhouqi.sources.deliveries.registration import deliveries_of

__all__ = ["project_feed"]


def project_feed(county: County) -> Feed:
    """Answer the feed of a county's project registrations."""
    scenario, seed = county.scenario, county.seed

    def history() -> Iterator[Delivery]:
        for life in county.lives:
            yield from deliveries_of(scenario, seed, life)
        yield from junk_of_history(scenario, seed, county.size)

    def born_on(day: date) -> Iterator[Delivery]:
        for life in county.born_on(day):
            yield from deliveries_of(scenario, seed, life)
        yield from junk_of_day(scenario, seed, day)

    return Feed(history(), born_on, scenario.calendar.scenario_day, scenario.calendar.goes_on_until)
