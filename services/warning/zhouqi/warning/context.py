"""Warning 预警 as the mechanism sees it."""

from zhouqi.events import Context
from zhouqi.events.contracts import PUBLISHED

context = Context(
    name="warning",
    origin="zhouqi.warning.context:context",
    publishes=PUBLISHED["warning"],
)
