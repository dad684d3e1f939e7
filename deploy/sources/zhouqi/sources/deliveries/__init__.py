"""From the county's truth to what its source systems deliver of it: late, revised, repeated, wrong."""

from zhouqi.sources.county.record import Kind, Value
from zhouqi.sources.deliveries.delivery import SHANGHAI, Delivery
from zhouqi.sources.deliveries.feed import Feed
from zhouqi.sources.deliveries.feeds import feed_of, feeds, project_feed

__all__ = ["SHANGHAI", "Delivery", "Feed", "Kind", "Value", "feed_of", "feeds", "project_feed"]
