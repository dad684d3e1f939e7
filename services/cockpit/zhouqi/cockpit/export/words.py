"""The county's words for what rows and filters say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from zhouqi.cockpit.api.answers.base import Order
from zhouqi.cockpit.api.answers.issues import IssueSort, Progress
from zhouqi.cockpit.api.answers.projects import Sort, Stalled, Status
from zhouqi.cockpit.issue_state import IssueState
from zhouqi.cockpit.stage import Stage
from zhouqi.events.contracts.issues import Category, ClosedBy
from zhouqi.events.contracts.warning import Light, Stall
from zhouqi.service.language import Language, Text

YES: Final = Text("是", "Yes")
NO: Final = Text("否", "No")

STATUSES: Final[Mapping[Status, Text]] = {
    Status.REGISTERED: Text("在库", "In stock"),
    Status.STUCK: Text("数据卡住", "Stuck"),
    Status.UNPLANNED: Text("缺计划", "No plan"),
    Status.WITHDRAWN: Text("已撤销", "Withdrawn"),
    Status.ALL: Text("全部", "All"),
}
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
    Light.GREEN: Text("绿灯", "Green"),
    Light.YELLOW: Text("黄灯", "Yellow"),
    Light.RED: Text("红灯", "Red"),
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
STALLED: Final[Mapping[Stalled, Text]] = {
    Stalled.FOUND: Text("有六未", "Found"),
    Stalled.OPEN: Text("未销号", "Open"),
    Stalled.CLEARED: Text("已销号", "Cleared"),
}
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
PROGRESS: Final[Mapping[Progress, Text]] = {
    Progress.PUSHED: Text("已推送", "Pushed"),
    Progress.DONE: Text("已办结", "Done"),
    Progress.IN_PROGRESS: Text("办理中", "In progress"),
}
CLOSED_BY: Final[Mapping[ClosedBy, Text]] = {
    ClosedBy.RATED: Text("评价满意", "Rated well"),
    ClosedBy.UNRATED: Text("逾期未评价", "Not rated in time"),
    ClosedBy.EXHAUSTED: Text("重办次数用尽", "Handled as often as may be"),
}
SORTS: Final[Mapping[Sort, Text]] = {
    Sort.NAME: Text("项目名称", "Project"),
    Sort.ENTERPRISE: Text("企业", "Enterprise"),
    Sort.TOWNSHIP: Text("乡镇", "Township"),
    Sort.INVESTMENT: Text("总投资", "Investment"),
    Sort.PLANNED_START: Text("拟开工", "Planned start"),
    Sort.PLANNED_COMPLETION: Text("拟建成", "Planned completion"),
    Sort.REGISTERED_ON: Text("登记日期", "Registered"),
    Sort.UPDATED_AT: Text("更新时间", "Updated"),
    Sort.LIGHT: Text("红黄绿灯", "Light"),
    Sort.OVERDUE: Text("逾期天数", "Days overdue"),
}
ISSUE_SORTS: Final[Mapping[IssueSort, Text]] = {
    IssueSort.RAISED_AT: Text("提出时间", "Raised"),
    IssueSort.ANSWER_BY: Text("答复期限", "Answer by"),
    IssueSort.UPDATED_AT: Text("更新时间", "Updated"),
}
ORDERS: Final[Mapping[Order, Text]] = {
    Order.ASC: Text("升序", "ascending"),
    Order.DESC: Text("降序", "descending"),
}


def yes_or_no(said: bool) -> Text:
    """``said`` in words."""
    return YES if said else NO


def joined(texts: Iterable[Text]) -> Text:
    """All of ``texts`` in one."""
    several = list(texts)
    return Text(
        "、".join(one.in_(Language.ZH) for one in several),
        ", ".join(one.in_(Language.EN) for one in several),
    )
