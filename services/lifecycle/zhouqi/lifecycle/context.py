"""Lifecycle 全周期 as the mechanism sees it."""

from zhouqi.events import Context
from zhouqi.events.contracts import PUBLISHED
from zhouqi.lifecycle.claims.reactions import MILESTONES
from zhouqi.lifecycle.progress.reactions import DAY, SUBSCRIBED
from zhouqi.lifecycle.read_model import read_model
from zhouqi.service.identity.grants import GRANTING

context = Context(
    name="lifecycle",
    origin="zhouqi.lifecycle.context:context",
    publishes=PUBLISHED["lifecycle"],
    subscribes=(*SUBSCRIBED, *GRANTING),
    read_model=read_model,
    reactions=(MILESTONES, DAY),
)
