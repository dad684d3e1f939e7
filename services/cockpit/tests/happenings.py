"""What happens to the projects of a small county, as the other services would publish it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID, uuid5

from services.cockpit.tests.county import Filed

from tests.arriving import SPACE
from tests.county import BEGIN, OWN, TINGLAN
from zhouqi.events import Fact
from zhouqi.events.contracts.fact import Code
from zhouqi.events.contracts.ingest import (
    AccountGranted,
    AccountRole,
    AttendanceReported,
    ConnectionChanged,
    DayClosed,
    EnterpriseRegistered,
    LandMode,
    LandSupplied,
)
from zhouqi.events.contracts.issues import (
    Category,
    ClosedBy,
    IssueAccepted,
    IssueAnswered,
    IssueAssigned,
    IssueClosed,
    IssueDeclined,
    IssueRaised,
    IssueRated,
    IssueReopened,
    IssueReturned,
    IssueSigned,
)
from zhouqi.events.contracts.lifecycle import (
    Milestone,
    MilestoneReached,
    ProjectAssigned,
    ProjectSigned,
    ProjectTerminated,
)
from zhouqi.events.contracts.policy import (
    Condition,
    Match,
    PoliciesMatched,
    PolicyPublished,
    Reason,
)
from zhouqi.events.contracts.warning import (
    ClearedBy,
    Light,
    LightChanged,
    Stall,
    StallCleared,
    StallDetected,
)

Said = tuple[str, Fact]
"""A stream, and what is published in it next."""

CLOSED = date(2026, 10, 30)
RULES: Code = "2026-1"


def closed(day: date = CLOSED) -> Said:
    """The day's collection is over."""
    return f"collection/day-{day}", DayClosed(date=day, counted={})


def signed(project: Filed, on: date | None = date(2025, 10, 1), *, new_land: bool = True) -> Said:
    """The agreement is signed."""
    fact = ProjectSigned(
        project_id=project.id,
        signed_on=on,
        new_land=new_land,
        civil_works=True,
        scale_expected=True,
        heavy_asset=False,
        basis="record/agreement/approval-1",
    )
    return f"project/{project.id}", fact


def reached(project: Filed, milestone: Milestone, on: date | None = date(2026, 2, 1)) -> Said:
    """A milestone is reached."""
    fact = MilestoneReached(
        project_id=project.id, milestone=milestone, on=on, basis="report", document="文1号"
    )
    return f"project/{project.id}", fact


def assigned(project: Filed, department: str | None, agent: str | None) -> Said:
    """The project has a department and an agent."""
    return f"project/{project.id}", ProjectAssigned(project_id=project.id, department=department, agent=agent)


def terminated(project: Filed, on: date = date(2026, 9, 1)) -> Said:
    """The project ended."""
    return f"project/{project.id}", ProjectTerminated(project_id=project.id, on=on, basis="report")


def lit(project: Filed, light: Light, stall: Stall | None = None, overdue: int | None = None) -> Said:
    """The project has another light."""
    fact = LightChanged(
        project_id=project.id, light=light, stall=stall, overdue=overdue, day=CLOSED, rules=RULES
    )
    return f"warning/{project.id}", fact


def detected(project: Filed, stall: Stall, since: date) -> Said:
    """The project is overdue at a stage."""
    fact = StallDetected(
        project_id=project.id, stall=stall, since=since, day=CLOSED, rules=RULES, due=since.replace(day=1)
    )
    return f"warning/{project.id}", fact


def cleared(project: Filed, stall: Stall, since: date, until: date) -> Said:
    """The project is overdue there no more."""
    fact = StallCleared(
        project_id=project.id,
        stall=stall,
        since=since,
        day=CLOSED,
        rules=RULES,
        until=until,
        by=ClearedBy.REACHED,
    )
    return f"warning/{project.id}", fact


def connected(project: Filed, applicable: tuple[str, ...], there: tuple[str, ...]) -> Said:
    """Which kinds apply, and which are connected."""
    fact = ConnectionChanged(project_id=project.id, applicable=applicable, connected=there, rules=RULES)
    return f"connection/{project.id}", fact


def land(project: Filed, key: str, *, linked: bool = True) -> Said:
    """A land record of the project."""
    fact = LandSupplied(
        project_id=project.id if linked else None,
        source="approval",
        record_id=key,
        updated_at=BEGIN,
        mode=LandMode.TRANSFER,
    )
    return f"record/land/approval-{key}", fact


def attendance(project: Filed, key: str, day: date = CLOSED) -> Said:
    """A day's head-count at the project's site."""
    fact = AttendanceReported(
        project_id=project.id,
        source="realname",
        record_id=key,
        updated_at=BEGIN,
        site_code="3305290000000001",
        day=day,
        workers=40,
        manager_present=True,
    )
    return f"record/attendance/realname-{key}", fact


def department(code: str, name: str) -> Said:
    """A department's account."""
    fact = AccountGranted(account=f"department-{code}", role=AccountRole.DEPARTMENT, name=name, scope=code)
    return f"register/account/department-{code}", fact


def agent(account: str, name: str, township: str = TINGLAN) -> Said:
    """An agent's account."""
    fact = AccountGranted(account=account, role=AccountRole.AGENT, name=name, scope=township)
    return f"register/account/{account}", fact


def enterprise(code: str, name: str) -> Said:
    """An enterprise is in the register."""
    return f"register/enterprise/{code}", EnterpriseRegistered(code=code, name=name)


def policy(code: str = "p1") -> Said:
    """A policy with two conditions."""
    fact = PolicyPublished(
        policy=code,
        version=1,
        zh="技改奖励",
        en="Renovation bonus",
        department="industry",
        begins=date(2026, 1, 1),
        conditions=(
            Condition(code="scale", zh="规上企业", en="Above scale", expression="above_scale"),
            Condition(
                code="equipment", zh="设备投资 500 万元", en="Equipment", expression="equipment >= 500"
            ),
        ),
        amount="equipment * 0.1",
    )
    return f"policy/{code}", fact


def matched(enterprise_code: str, amount: str | None, *, equipment: bool) -> Said:
    """Whether an enterprise may have the policy."""
    reasons = (Reason(condition="scale", met=True), Reason(condition="equipment", met=equipment))
    fact = PoliciesMatched(
        enterprise=enterprise_code,
        day=CLOSED,
        matches=(
            Match(
                policy="p1", version=1, amount=None if amount is None else Decimal(amount), reasons=reasons
            ),
        ),
    )
    return f"enterprise/{enterprise_code}", fact


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

    def answered(self, answer: str = "指标已落实") -> Said:
        """The department answers."""
        return self.stream, IssueAnswered(issue_id=self.id, answer=answer, rate_by=date(2026, 10, 20))

    def rated(self, stars: int) -> Said:
        """The enterprise rates the answer."""
        return self.stream, IssueRated(issue_id=self.id, stars=stars, remark="感谢")

    def reopened(self, times: int = 1) -> Said:
        """It is to be done once more."""
        fact = IssueReopened(issue_id=self.id, times=times, answer_by=date(2026, 11, 5))
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
