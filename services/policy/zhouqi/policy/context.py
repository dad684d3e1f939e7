"""Policy 政策 as the mechanism sees it."""

from zhouqi.events import Context
from zhouqi.events.contracts import PUBLISHED
from zhouqi.policy.matching.reactions import REACTIONS, SUBSCRIBED
from zhouqi.policy.read_model import read_model
from zhouqi.service.identity.grants import GRANTING

context = Context(
    name="policy",
    origin="zhouqi.policy.context:context",
    publishes=PUBLISHED["policy"],
    subscribes=(*SUBSCRIBED, *GRANTING),
    read_model=read_model,
    reactions=REACTIONS,
)
