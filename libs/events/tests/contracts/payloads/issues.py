"""What issues says: the closed loop of an issue."""

from __future__ import annotations

from datetime import UTC, date, datetime

from libs.events.tests.contracts.payloads.things import ENTERPRISE, ISSUE, PROJECT, TOWNSHIP

from zhouqi.events import Fact
from zhouqi.events.contracts import issues

ISSUES: tuple[Fact, ...] = (
    issues.IssueRaised(
        issue_id=ISSUE,
        project_id=PROJECT,
        township=TOWNSHIP,
        enterprise=ENTERPRISE,
        by_agent=False,
        category=issues.Category.UTILITIES,
        title="厂区临时用电未接通",
        description="临时用电申请已提交三周，仍未接通，影响桩基施工。",
    ),
    issues.IssueAccepted(issue_id=ISSUE),
    issues.IssueDeclined(issue_id=ISSUE, reason="不属于涉企投资项目问题"),
    issues.IssueAssigned(
        issue_id=ISSUE,
        department="construction",
        sign_by=date(2026, 11, 2),
        answer_by=date(2026, 11, 9),
        provisional=True,
        rules="issues-2026-01-01",
    ),
    issues.IssueReturned(issue_id=ISSUE, reason="用电属经信部门职责"),
    issues.IssueSigned(issue_id=ISSUE),
    issues.IssueAnswered(
        issue_id=ISSUE,
        answer="已协调供电公司于11月6日前接通。",
        rate_by=date(2026, 11, 12),
        provisional=False,
        rules="2021-1",
    ),
    issues.IssueRated(issue_id=ISSUE, stars=2, remark="接通后又跳闸"),
    issues.IssueReopened(
        issue_id=ISSUE, times=1, answer_by=date(2027, 1, 8), provisional=True, rules="2021-1"
    ),
    issues.IssueClosed(issue_id=ISSUE, by=issues.ClosedBy.EXHAUSTED),
    issues.IssueEnteredLate(
        issue_id=ISSUE,
        account="takeover",
        occurred_at=datetime(2026, 10, 27, 1, 30, tzinfo=UTC),
        entered_at=datetime(2026, 10, 30, 15, 0, tzinfo=UTC),
        reason="系统上线前办理，历史移交",
        document="澄政办移交〔2026〕1号",
        takeover=True,
    ),
)
