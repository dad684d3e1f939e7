"""The cockpit 驾驶舱 as the mechanism sees it: it only reads."""

from zhouqi.cockpit.slices import READ_MODEL, SUBSCRIBES
from zhouqi.events import Context

context = Context(
    name="cockpit",
    origin="zhouqi.cockpit.context:context",
    subscribes=SUBSCRIBES,
    read_model=READ_MODEL,
)
