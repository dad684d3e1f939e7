"""Why the decider refused a command on an issue, in words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from zhouqi.service.http.language import Text
from zhouqi.service.http.rejection import Refusal

REJECTIONS: Final[Mapping[str, Refusal]] = MappingProxyType(
    {
        "no_issue": Refusal(Text("没有这个问题", "There is no such issue")),
        "issue_raised": Refusal(Text("问题尚待受理，暂不能这样处理", "The issue waits to be accepted first")),
        "issue_accepted": Refusal(
            Text("问题已受理、待交办，不能这样处理", "The issue is accepted and waits to be assigned")
        ),
        "issue_declined": Refusal(
            Text("问题不予受理，流程已结束", "The issue was declined; that was its end")
        ),
        "issue_assigned": Refusal(
            Text("问题已交办、待签收，不能这样处理", "The issue is assigned and waits to be signed")
        ),
        "issue_signed": Refusal(Text("问题正在办理，不能这样处理", "The department has the issue in hand")),
        "issue_answered": Refusal(
            Text("问题已答复、待评价，不能这样处理", "The issue is answered and waits to be rated")
        ),
        "issue_closed": Refusal(Text("问题已办结", "The issue is closed")),
        "says_too_little": Refusal(
            Text(
                "内容过于简单，请写明情况（至少 {least} 个不同的字）",
                "This says too little; say what was done or why, in at least {least} different letters",
            )
        ),
        "sign_over": Refusal(
            Text(
                "签收期限（{sign_by}）已过，不能退单",
                "The time to sign it ended on {sign_by}; it can't be returned any more",
            )
        ),
        "issue_reopened": Refusal(
            Text("重办的问题不能退单", "An issue that is done again can't be returned")
        ),
        "rating_over": Refusal(
            Text("评价期已过（{rate_by} 截止）", "The time to rate it ended on {rate_by}")
        ),
        "department_unknown": Refusal(
            Text("没有部门 {department}", "There is no department {department}"), field="department"
        ),
    }
)
"""What the aggregate refuses commands with."""
