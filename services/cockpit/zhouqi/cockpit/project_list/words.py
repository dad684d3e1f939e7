"""The county's words for where projects stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zhouqi.cockpit.milestones.schemas import Stage
from zhouqi.events.contracts.warning import Light, Stall
from zhouqi.service.http.language import Text

STAGES: Final[Mapping[Stage, Text]] = {
    Stage.REGISTERED: Text("登记", "Registered"),
    Stage.SIGNED: Text("签约", "Signed"),
    Stage.LAND: Text("供地", "Land supplied"),
    Stage.STARTED: Text("开工", "Started"),
    Stage.COMPLETED: Text("竣工", "Completed"),
    Stage.IN_PRODUCTION: Text("投产", "In production"),
    Stage.SCALED: Text("上规", "Above scale"),
    Stage.FULL_CAPACITY: Text("达产", "Full capacity"),
    Stage.TERMINATED: Text("终止", "Terminated"),
}
LIGHTS: Final[Mapping[Light, Text]] = {
    Light.RED: Text("红灯", "Red"),
    Light.YELLOW: Text("黄灯", "Yellow"),
    Light.GREEN: Text("绿灯", "Green"),
    Light.UNKNOWN: Text("待定", "Unknown"),
}
STALLS: Final[Mapping[Stall, Text]] = {
    Stall.NO_LAND: Text("未供地", "No land"),
    Stall.NO_START: Text("未开工", "Not started"),
    Stall.NO_COMPLETE: Text("未竣工", "Not completed"),
    Stall.NO_PRODUCTION: Text("未投产", "Not in production"),
    Stall.NO_SCALE: Text("未上规", "Not above scale"),
    Stall.NO_CAPACITY: Text("未达产", "Not at capacity"),
}
