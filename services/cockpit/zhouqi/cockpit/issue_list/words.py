"""The county's words for where issues stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zhouqi.cockpit.issues.schemas import HandlingStage, IssueState, Mark
from zhouqi.events.contracts.issues import Category, ClosedBy
from zhouqi.service.http.language import Text

CATEGORIES: Final[Mapping[Category, Text]] = {
    Category.LAND: Text("用地", "Land"),
    Category.PERMITS: Text("审批", "Permits"),
    Category.CONSTRUCTION: Text("施工建设", "Construction"),
    Category.UTILITIES: Text("水电气网", "Utilities"),
    Category.FINANCE: Text("融资", "Finance"),
    Category.LABOUR: Text("用工", "Labour"),
    Category.POLICY: Text("政策", "Policy"),
    Category.OTHER: Text("其他", "Other"),
}
STATES: Final[Mapping[IssueState, Text]] = {
    IssueState.RAISED: Text("待受理", "To be accepted"),
    IssueState.ACCEPTED: Text("待交办", "To be assigned"),
    IssueState.ASSIGNED: Text("待签收", "To be signed"),
    IssueState.SIGNED: Text("办理中", "Being handled"),
    IssueState.ANSWERED: Text("待评价", "To be rated"),
    IssueState.CLOSED: Text("已办结", "Closed"),
    IssueState.DECLINED: Text("不予受理", "Declined"),
}
PROGRESSES: Final[Mapping[HandlingStage, Text]] = {
    HandlingStage.PUSHED: Text("已推送", "Pushed"),
    HandlingStage.IN_PROGRESS: Text("办理中", "In progress"),
    HandlingStage.DONE: Text("已办结", "Done"),
}
MARKS: Final[Mapping[Mark, Text]] = {
    Mark.SIGNED_LATE: Text("逾期签收", "Signed late"),
    Mark.ANSWERED_LATE: Text("逾期答复", "Answered late"),
    Mark.ENTERED_LATE: Text("补录", "Entered late"),
}
CLOSED_BY: Final[Mapping[ClosedBy, Text]] = {
    ClosedBy.RATED: Text("评价满意", "Rated well"),
    ClosedBy.UNRATED: Text("逾期未评价", "Not rated in time"),
    ClosedBy.EXHAUSTED: Text("重办次数用尽", "Handled as often as may be"),
}
