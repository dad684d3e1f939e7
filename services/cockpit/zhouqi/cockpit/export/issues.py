"""The list of issues as a sheet."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from zhouqi.cockpit.api.answers.issues import IssueRow
from zhouqi.cockpit.export.words import CATEGORIES, CLOSED_BY, STATES, yes_or_no
from zhouqi.cockpit.export.workbook import Column, Sheet
from zhouqi.service.language import Text

ISSUES: Final[Sheet[IssueRow]] = Sheet(
    Text("问题", "Issues"),
    Text("问题清单", "issues"),
    (
        Column(Text("问题", "Issue"), 44, lambda row: row.title),
        Column(Text("类别", "Category"), 12, lambda row: CATEGORIES[row.category]),
        Column(Text("状态", "State"), 14, lambda row: STATES[row.state]),
        Column(Text("企业", "Enterprise"), 32, lambda row: row.enterprise),
        Column(Text("统一社会信用代码", "Social credit code"), 22, lambda row: row.enterprise_code),
        Column(Text("乡镇", "Township"), 16, lambda row: row.township_name),
        Column(Text("项目", "Project"), 44, lambda row: row.project_name),
        Column(Text("承办部门", "Department"), 26, lambda row: row.department_name),
        Column(Text("提出时间", "Raised"), 17, lambda row: row.raised_at),
        Column(Text("交办时间", "Assigned"), 17, lambda row: row.assigned_at),
        Column(Text("签收期限", "Sign by"), 12, lambda row: row.sign_by),
        Column(Text("答复期限", "Answer by"), 12, lambda row: row.answer_by),
        Column(Text("是否逾期", "Overdue"), 10, lambda row: yes_or_no(row.overdue)),
        Column(Text("答复时间", "Answered"), 17, lambda row: row.answered_at),
        Column(
            Text("评价（星）", "Stars"), 10, lambda row: None if row.stars is None else Decimal(row.stars)
        ),
        Column(Text("办结时间", "Closed"), 17, lambda row: row.closed_at),
        Column(
            Text("办结依据", "Closed by"),
            20,
            lambda row: None if row.closed_by is None else CLOSED_BY[row.closed_by],
        ),
        Column(Text("更新时间", "Updated"), 17, lambda row: row.updated_at),
    ),
)
