"""The cockpit 驾驶舱 as the mechanism sees it: it only reads."""

from zhouqi.cockpit.readmodel import read_model
from zhouqi.events import Context
from zhouqi.events.contracts.ingest import ProjectRegistered, RecordWithdrawn, TownshipRegistered
from zhouqi.events.contracts.lifecycle import MilestonePlanned

context = Context(
    name="cockpit",
    origin="zhouqi.cockpit.context:context",
    subscribes=(TownshipRegistered, ProjectRegistered, RecordWithdrawn, MilestonePlanned),
    read_model=read_model,
)
