"""Warning 预警 as the mechanism sees it."""

from zhouqi.events import Context
from zhouqi.events.contracts import PUBLISHED
from zhouqi.warning.reactions import REACTIONS, SUBSCRIBED
from zhouqi.warning.readmodel import read_model

context = Context(
    name="warning",
    origin="zhouqi.warning.context:context",
    publishes=PUBLISHED["warning"],
    subscribes=SUBSCRIBED,
    read_model=read_model,
    reactions=REACTIONS,
)
