"""What happens to the projects of a small county, as the other services would publish it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from services.cockpit.tests.county import Filed

from tests.county import BEGIN, TINGLAN
from zhouqi.events import Fact
from zhouqi.events.contracts.fact import Code
from zhouqi.events.contracts.ingest import (
    AccountGranted,
    AccountRole,
    AttendanceReported,
    Awaited,
    ConnectionChanged,
    DayClosed,
    EnterpriseRegistered,
    LandMode,
    LandSupplied,
    RecordLinked,
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
    Missing,
    PoliciesMatched,
    PolicyPublished,
    Reason,
    Verdict,
)
from zhouqi.events.contracts.warning import (
    ClearedBy,
    Light,
    LightChanged,
    Stall,
    StallCleared,
    StallDetected,
    WarningClosed,
)

Said = tuple[str, Fact]
"""A stream, and what is published in it next."""

CLOSED = date(2026, 10, 30)
RULES: Code = "2026-1"


def closed(day: date = CLOSED, late: tuple[str, ...] = ()) -> Said:
    """The day's collection is over, but for what is late."""
    return f"collection/day-{day}", DayClosed(date=day, counted={}, late=late)


def judged(day: date = CLOSED) -> Said:
    """Every project is judged as of the day."""
    return f"judged/{day}", WarningClosed(date=day, counted={})


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
    due = None if overdue is None else CLOSED - timedelta(days=overdue)
    fact = LightChanged(project_id=project.id, light=light, stall=stall, due=due, day=CLOSED, rules=RULES)
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


def connected(
    project: Filed,
    applicable: tuple[str, ...],
    there: tuple[str, ...],
    awaited: tuple[Awaited, ...] = (),
) -> Said:
    """Which kinds apply, which are connected, and until when others are awaited."""
    fact = ConnectionChanged(
        project_id=project.id, applicable=applicable, connected=there, awaited=awaited, rules=RULES
    )
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


def linked(project: Filed, key: str) -> Said:
    """The land record is linked to the project."""
    fact = RecordLinked(
        kind="land", source="approval", record_id=key, project_id=project.id, matched_by="land_number"
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


def policy(
    code: str = "p1", version: int = 1, zh: str = "技改奖励", effective: date = date(2026, 1, 1)
) -> Said:
    """An edition of a policy with two conditions."""
    fact = PolicyPublished(
        policy=code,
        version=version,
        zh=zh,
        en="Renovation bonus",
        department="industry",
        begins=date(2026, 1, 1),
        effective=effective,
        conditions=(
            Condition(code="scale", zh="规上企业", en="Above scale", expression="above_scale"),
            Condition(
                code="equipment", zh="设备投资 500 万元", en="Equipment", expression="equipment >= 500"
            ),
        ),
        amount="equipment * 0.1",
    )
    return f"policy/{code}", fact


def matched(enterprise_code: str, amount: str | None, equipment: Verdict) -> Said:
    """Whether an enterprise may have the policy: it is above scale, and this is said of its equipment."""
    missing = (Missing(field="equipment", department="science"),) if equipment is Verdict.UNKNOWN else ()
    reasons = (
        Reason(condition="scale", verdict=Verdict.MET),
        Reason(condition="equipment", verdict=equipment, missing=missing),
    )
    found = Match(
        policy="p1",
        version=1,
        verdict=equipment,
        amount=None if amount is None else Decimal(amount),
        reasons=reasons,
        missing=missing,
    )
    return f"enterprise/{enterprise_code}", PoliciesMatched(
        enterprise=enterprise_code, day=CLOSED, matches=(found,)
    )
