"""Lifecycle 全周期 as the mechanism sees it."""

from zhouqi.events import Context
from zhouqi.events.contracts import PUBLISHED
from zhouqi.lifecycle.reactions import REACTIONS, SUBSCRIBED
from zhouqi.lifecycle.readmodel import read_model

context = Context(
    name="lifecycle",
    origin="zhouqi.lifecycle.context:context",
    publishes=PUBLISHED["lifecycle"],
    subscribes=SUBSCRIBED,
    read_model=read_model,
    reactions=REACTIONS,
)
