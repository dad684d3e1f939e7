"""Why an entry is refused: by whose act it is, and by the rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zhouqi.service.http.language import Text
from zhouqi.service.http.problems import ProblemKind
from zhouqi.service.http.rejection import Refusal

NOT_YOURS: Final = ProblemKind(
    "not-yours",
    403,
    Text(
        "该项目非本部门牵头，该节点也非本部门负责",
        "Neither the project nor the milestone is yours to act on",
    ),
)
REJECTIONS: Final[Mapping[str, Refusal]] = {
    "in_future": Refusal(
        Text("日期 {on} 晚于今天（{today}）", "The day {on} lies behind today, {today}"), field="on"
    ),
    "already_dated": Refusal(
        Text(
            "数据源已给出该节点的日期（{on}），不能再上报",
            "A source already says that this milestone was reached on {on}",
        ),
        field="milestone",
    ),
    "no_agreement": Refusal(Text("尚无投资协议记录", "There is no agreement on record yet")),
    "after_termination": Refusal(
        Text("项目已于 {on} 终止", "The project was terminated on {on}"), field="on"
    ),
    "not_extendable": Refusal(Text("该节点不能延期", "This milestone can't be extended"), field="milestone"),
    "not_later": Refusal(
        Text("新期限应晚于现期限 {due}", "The new due day must be later than the one in force, {due}"),
        field="due",
    ),
    "too_far": Refusal(
        Text("一次延期最多 {days} 天", "An extension may reach {days} days at most"), field="due"
    ),
    "too_often": Refusal(
        Text("该节点最多延期 {times} 次", "This milestone may be extended {times} times at most"),
        field="milestone",
    ),
    "too_many_entries": Refusal(
        Text(
            "该项目的人工填报已达上限（{most} 次）",
            "People have entered all of {most} things about this project",
        )
    ),
    "implausible_document": Refusal(
        Text("“{document}”不像文号，请填写完整文号", "“{document}” is not the number of a document"),
        field="document",
    ),
    "already_terminated": Refusal(
        Text("数据源已登记项目于 {on} 终止", "A source already says that the project was terminated on {on}")
    ),
}
"""The codes of what the rules refuse."""
