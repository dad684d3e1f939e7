"""Why a command on an issue was refused, in words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from zhouqi.service.language import Text
from zhouqi.service.problems import Kind

REJECTIONS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "no_issue": Text("没有这个问题", "There is no such issue"),
        "issue_raised": Text("问题尚待受理，暂不能这样处理", "The issue waits to be accepted first"),
        "issue_accepted": Text(
            "问题已受理、待交办，不能这样处理", "The issue is accepted and waits to be assigned"
        ),
        "issue_declined": Text("问题不予受理，流程已结束", "The issue was declined; that was its end"),
        "issue_assigned": Text(
            "问题已交办、待签收，不能这样处理", "The issue is assigned and waits to be signed"
        ),
        "issue_signed": Text("问题正在办理，不能这样处理", "The department has the issue in hand"),
        "issue_answered": Text(
            "问题已答复、待评价，不能这样处理", "The issue is answered and waits to be rated"
        ),
        "issue_closed": Text("问题已办结", "The issue is closed"),
        "issue_reopened": Text("重办的问题不能退单", "An issue that is done again can't be returned"),
        "rating_over": Text("评价期已过（{rate_by} 截止）", "The time to rate it ended on {rate_by}"),
        "department_unknown": Text("没有部门 {department}", "There is no department {department}"),
    }
)
"""What the aggregate refuses commands with."""

PERSONAL_DATA: Final = Kind(
    "personal-data",
    422,
    Text(
        "请勿填写手机号、身份证号、邮箱等个人信息",
        "Leave out personal data such as mobile numbers, identity numbers and e-mail addresses",
    ),
)
PROJECT_UNKNOWN: Final = Kind("project-unknown", 404, Text("没有这个项目", "There is no such project"))
PROJECT_WITHDRAWN: Final = Kind(
    "project-withdrawn", 409, Text("项目登记已撤销", "The project's registration was withdrawn")
)
PROJECT_REQUIRED: Final = Kind(
    "project-required", 422, Text("请选择问题所属的项目", "Say which project the issue is about")
)
