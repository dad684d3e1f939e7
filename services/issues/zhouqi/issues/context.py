"""Issues 问题 as the mechanism sees it."""

from zhouqi.events import Context
from zhouqi.events.contracts import PUBLISHED

context = Context(
    name="issues",
    origin="zhouqi.issues.context:context",
    publishes=PUBLISHED["issues"],
)
