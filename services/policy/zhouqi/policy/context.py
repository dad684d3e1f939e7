"""Policy 政策 as the mechanism sees it."""

from zhouqi.events import Context
from zhouqi.events.contracts import PUBLISHED

context = Context(
    name="policy",
    origin="zhouqi.policy.context:context",
    publishes=PUBLISHED["policy"],
)
