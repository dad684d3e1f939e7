"""An issue of a small county, and the acts on it, as the issues service would publish them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import UUID, uuid5

from services.cockpit.tests.county import Filed
from services.cockpit.tests.happenings import RULES, Said

from tests.arriving import SPACE
from tests.county import OWN, TINGLAN
from zhouqi.events.contracts.issues import (
    Category,
    ClosedBy,
    IssueAccepted,
    IssueAnswered,
    IssueAssigned,
    IssueClosed,
    IssueDeclined,
    IssueEnteredLate,
    IssueRaised,
    IssueRated,
    IssueReopened,
    IssueReturned,
    IssueSigned,
)


@dataclass(frozen=True)
class Raised:
    """An issue, and the acts on it."""

    key: str
    project: Filed | None = None
    township: str | None = TINGLAN
    enterprise: str | None = OWN
    category: Category = Category.LAND
    title: str = "用地指标尚未落实"
    at: datetime = field(default=datetime(2026, 10, 1, tzinfo=UTC))

    @property
    def id(self) -> UUID:
        """The issue's id."""
        return uuid5(SPACE, f"issue {self.key}")

    @property
    def stream(self) -> str:
        """The issue's stream."""
        return f"issue/{self.id}"

    def raised(self) -> Said:
        """It is raised."""
        fact = IssueRaised(
            issue_id=self.id,
            project_id=None if self.project is None else self.project.id,
            township=self.township,
            enterprise=self.enterprise,
            by_agent=False,
            category=self.category,
            title=self.title,
            description="年度指标不足，影响开工",
        )
        return self.stream, fact

    def accepted(self) -> Said:
        """It is taken up."""
        return self.stream, IssueAccepted(issue_id=self.id)

    def declined(self) -> Said:
        """It is not taken up."""
        return self.stream, IssueDeclined(issue_id=self.id, reason="不属于企业诉求")

    def assigned(
        self, department: str, sign_by: date = date(2030, 1, 1), answer_by: date = date(2030, 1, 9)
    ) -> Said:
        """A department is given it."""
        fact = IssueAssigned(
            issue_id=self.id,
            department=department,
            sign_by=sign_by,
            answer_by=answer_by,
            provisional=False,
            rules=RULES,
        )
        return self.stream, fact

    def returned(self) -> Said:
        """The department gives it back."""
        return self.stream, IssueReturned(issue_id=self.id, reason="非本部门职责")

    def signed(self) -> Said:
        """The department takes it on."""
        return self.stream, IssueSigned(issue_id=self.id)

    def entered_late(self, occurred_at: datetime, entered_at: datetime, *, takeover: bool = False) -> Said:
        """What follows it was entered later than it happened."""
        fact = IssueEnteredLate(
            issue_id=self.id,
            account="dispatcher",
            occurred_at=occurred_at,
            entered_at=entered_at,
            reason="出差",
            document="澄经信〔2026〕58号",
            takeover=takeover,
        )
        return self.stream, fact

    def answered(self, answer: str = "指标已落实", *, provisional: bool | None = None) -> Said:
        """The department answers."""
        fact = IssueAnswered(
            issue_id=self.id, answer=answer, rate_by=date(2026, 10, 20), provisional=provisional
        )
        return self.stream, fact

    def rated(self, stars: int) -> Said:
        """The enterprise rates the answer."""
        return self.stream, IssueRated(issue_id=self.id, stars=stars, remark="感谢")

    def reopened(
        self, times: int = 1, *, answer_by: date = date(2026, 11, 5), provisional: bool | None = None
    ) -> Said:
        """It is to be done once more."""
        fact = IssueReopened(issue_id=self.id, times=times, answer_by=answer_by, provisional=provisional)
        return self.stream, fact

    def closed(self, by: ClosedBy = ClosedBy.RATED) -> Said:
        """It is closed."""
        return self.stream, IssueClosed(issue_id=self.id, by=by)

    def done(self, department: str) -> list[Said]:
        """All of it, from the beginning to a good end."""
        return [
            self.raised(),
            self.accepted(),
            self.assigned(department),
            self.signed(),
            self.answered(),
            self.rated(5),
            self.closed(),
        ]
