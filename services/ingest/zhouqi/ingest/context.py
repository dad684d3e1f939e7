"""Ingest 归集 as the mechanism sees it: it publishes, and listens to nobody."""

from zhouqi.events import Context
from zhouqi.events.contracts import PUBLISHED
from zhouqi.ingest.readmodel import read_model

context = Context(
    name="ingest",
    origin="zhouqi.ingest.context:context",
    publishes=PUBLISHED["ingest"],
    read_model=read_model,
)
