"""One county in all six services: a project within, its issue, and the register of its accounts."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Final

from fastapi.testclient import TestClient
from libs.events.tests.contracts.payloads.policy import POLICY
from services.issues.tests.people import People

from tests.arriving import Streams
from tests.county import OWN, OWN_ACCOUNT, TINGLAN, WANGYU, project_id, project_registered
from tests.county.registers import (
    CALENDAR_2026,
    account_granted,
    enterprises_registered,
    townships_registered,
)
from tests.integration.authority.probes import DECIDED, REQUEST, SEEN
from zhouqi.events import JOURNAL, STORE, Event, Fact
from zhouqi.events.contracts.ingest import (
    AccountRevoked,
    AccountRole,
)
from zhouqi.events.contracts.issues import (
    Category,
    IssueAccepted,
    IssueAssigned,
    IssueEnteredLate,
    IssueRaised,
)
from zhouqi.events.contracts.lifecycle import Act, ProjectActDecided, ProjectActRequested, ProjectAssigned
from zhouqi.events.contracts.milestone import Milestone
from zhouqi.events.contracts.policy import EnterpriseProfiled
from zhouqi.events.fold.projector import Projector
from zhouqi.events.log.connection import connect
from zhouqi.events.log.event_log import Log
from zhouqi.service.service import Service

BEGIN: Final = datetime(2026, 10, 1, 1, 0, tzinfo=UTC)
_PROJECT: Final = project_id("P1")
_PROFILED: Final = next(fact for fact in POLICY if isinstance(fact, EnterpriseProfiled))
_KEYS: Final = itertools.count()
_REVOKED: Final = f"agent-{TINGLAN}-2"


FACTS: Final[Sequence[tuple[str, Fact]]] = (
    *townships_registered(),
    *(account_granted(f"department-{code}", AccountRole.DEPARTMENT, code) for code in ("planning", "tax")),
    *(account_granted(f"township-{code}", AccountRole.TOWNSHIP, code) for code in (TINGLAN, WANGYU)),
    *(account_granted(f"agent-{code}-1", AccountRole.AGENT, code) for code in (TINGLAN, WANGYU)),
    account_granted(_REVOKED, AccountRole.AGENT, TINGLAN),
    (f"register/account/{_REVOKED}", AccountRevoked(account=_REVOKED)),
    *enterprises_registered(),
    CALENDAR_2026,
    project_registered("P1"),
    (f"project/{_PROJECT}", ProjectAssigned(project_id=_PROJECT, department="planning")),
    (
        f"project/{_PROJECT}",
        ProjectActRequested(
            project_id=_PROJECT,
            request=REQUEST,
            act=Act.EXTENSION,
            milestone=Milestone.SIGNED,
            due=date(2027, 1, 1),
            reason="主体未供电",
            document="澄发改〔2026〕5号",
            account="department-commerce",
            rules="2026-1",
        ),
    ),
    (
        f"project/{_PROJECT}",
        ProjectActDecided(
            project_id=_PROJECT,
            request=DECIDED,
            act=Act.TERMINATION,
            granted=False,
            reason="尚在协商",
            account="leader",
        ),
    ),
    (
        f"issue/{SEEN}",
        IssueRaised(
            issue_id=SEEN,
            project_id=_PROJECT,
            township=TINGLAN,
            enterprise=OWN,
            by_agent=False,
            category=Category.LAND,
            title="用地指标",
            description="何时可以落实？",
        ),
    ),
    (
        f"issue/{SEEN}",
        IssueEnteredLate(
            issue_id=SEEN,
            account="dispatcher",
            occurred_at=BEGIN,
            entered_at=BEGIN,
            reason="断网",
            document="值班记录1号",
            takeover=False,
        ),
    ),
    (f"issue/{SEEN}", IssueAccepted(issue_id=SEEN)),
    (
        f"issue/{SEEN}",
        IssueAssigned(
            issue_id=SEEN,
            department="planning",
            sign_by=date(2026, 10, 20),
            answer_by=date(2026, 11, 3),
            provisional=False,
            rules="issues-2026-01-01",
        ),
    ),
    (f"enterprise/{OWN}", _PROFILED.model_copy(update={"enterprise": OWN, "township": TINGLAN})),
)
"""What happened in the county, in order."""


async def found(service: Service, dsn: str) -> None:
    """Write what the service heard, or decided, of the county, and fold it. Issues' own come by its API."""
    context, streams = service.context, Streams(BEGIN)
    heard, own = set(context.subscribes), set(context.publishes) if service.name != "issues" else set()
    for log, types in ((JOURNAL, heard), (STORE, own)):
        events = [streams.next(stream, fact) for stream, fact in FACTS if type(fact) in types]
        await _write(service, dsn, log, events)


async def _write(service: Service, dsn: str, log: Log, events: Sequence[Event]) -> None:
    context = service.context
    async with await connect(dsn) as conn, conn.transaction():
        await log.lock(conn)
        written = await log.write(conn, list(events))
        await Projector(context.read_model, context.decoder).fold(conn, log, written)


_WAY: Final[Sequence[tuple[str, str, str, Mapping[str, object]]]] = (
    ("accepted", "dispatcher", "accept", {}),
    ("assigned", "dispatcher", "assign", {"department": "planning"}),
    ("signed", "department-planning", "sign", {}),
    ("answered", "department-planning", "answer", {"answer": "用地指标已于本月落实。"}),
)


def issue(client: TestClient, state: str) -> str:
    """An issue within the county that stands in ``state``; ``seen`` is the one that the cockpit knows."""
    if state == "seen":
        return str(SEEN)
    people = People(client, _KEYS)
    raised = people.raised(OWN_ACCOUNT, project_id=str(_PROJECT))
    states = ["raised", *(reached for reached, *_ in _WAY)]
    for _, account, act, body in _WAY[: states.index(state)]:
        people.did(account, act, raised, **body)
    return str(raised)
