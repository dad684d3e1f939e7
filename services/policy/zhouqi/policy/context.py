"""Policy 政策 as the mechanism sees it."""

from zhouqi.events import Context
from zhouqi.events.contracts import PUBLISHED
from zhouqi.policy.reactions import REACTIONS, SUBSCRIBED
from zhouqi.policy.readmodel import read_model

context = Context(
    name="policy",
    origin="zhouqi.policy.context:context",
    publishes=PUBLISHED["policy"],
    subscribes=SUBSCRIBED,
    read_model=read_model,
    reactions=REACTIONS,
)
