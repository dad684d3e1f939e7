"""From the county's truth to what its source systems deliver of it: late, revised, repeated, wrong."""

from zhouqi.sources.county.record import Kind, Value
from zhouqi.sources.deliveries.county_feeds import county_feeds, feed_of, project_feed
from zhouqi.sources.deliveries.delivery import SHANGHAI, Delivery
from zhouqi.sources.deliveries.feed import Feed

__all__ = ["SHANGHAI", "Delivery", "Feed", "Kind", "Value", "county_feeds", "feed_of", "project_feed"]
