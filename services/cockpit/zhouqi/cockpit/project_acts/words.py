"""The county's words for acts on projects and what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zhouqi.events.contracts.lifecycle import Act
from zhouqi.events.contracts.milestone import Milestone
from zhouqi.service.http.language import Text

ACTS: Final[Mapping[Act, Text]] = {
    Act.REPORT: Text("节点上报", "Milestone report"),
    Act.EXTENSION: Text("节点延期", "Extension"),
    Act.TERMINATION: Text("项目终止", "Termination"),
    Act.TAKE_BACK_REPORT: Text("撤回上报", "Taking a report back"),
    Act.TAKE_BACK_EXTENSION: Text("撤回延期", "Taking an extension back"),
    Act.TAKE_BACK_TERMINATION: Text("撤回终止", "Taking a termination back"),
}
GRANTED: Final[Mapping[bool, Text]] = {True: Text("准许", "Granted"), False: Text("不准许", "Declined")}
MILESTONES: Final[Mapping[Milestone, Text]] = {
    Milestone.SIGNED: Text("签约", "Signed"),
    Milestone.LAND: Text("供地", "Land supplied"),
    Milestone.STARTED: Text("开工", "Started"),
    Milestone.COMPLETED: Text("竣工", "Completed"),
    Milestone.IN_PRODUCTION: Text("投产", "In production"),
    Milestone.SCALED: Text("上规", "Above scale"),
    Milestone.FULL_CAPACITY: Text("达产", "Full capacity"),
}
