"""Ingest 归集 as the mechanism sees it: what it publishes, and what it hears of lifecycle."""

from zhouqi.events import Context
from zhouqi.events.contracts import PUBLISHED
from zhouqi.ingest.connection.reactions import SUBSCRIBES, connection_reaction
from zhouqi.ingest.connection.rules import rule_book
from zhouqi.ingest.read_model import read_model

context = Context(
    name="ingest",
    origin="zhouqi.ingest.context:context",
    publishes=PUBLISHED["ingest"],
    subscribes=SUBSCRIBES,
    read_model=read_model,
    reactions=(connection_reaction(rule_book),),
)
