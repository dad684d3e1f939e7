"""Lifecycle 全周期 as the mechanism sees it."""

from zhouqi.events import Context
from zhouqi.events.contracts import PUBLISHED
from zhouqi.events.contracts.ingest import ProjectRegistered, RecordWithdrawn
from zhouqi.lifecycle.reactions import REACTIONS
from zhouqi.lifecycle.readmodel import read_model

context = Context(
    name="lifecycle",
    origin="zhouqi.lifecycle.context:context",
    publishes=PUBLISHED["lifecycle"],
    subscribes=(ProjectRegistered, RecordWithdrawn),
    read_model=read_model,
    reactions=REACTIONS,
)
