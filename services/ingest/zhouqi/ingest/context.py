"""Ingest 归集 as the mechanism sees it: what it publishes, and what it hears of lifecycle."""

from zhouqi.events import Context
from zhouqi.events.contracts import PUBLISHED
from zhouqi.ingest import configuration
from zhouqi.ingest.reactions import SUBSCRIBES, connecting
from zhouqi.ingest.readmodel import read_model

context = Context(
    name="ingest",
    origin="zhouqi.ingest.context:context",
    publishes=PUBLISHED["ingest"],
    subscribes=SUBSCRIBES,
    read_model=read_model,
    reactions=(connecting(configuration.rules),),
)
