"""Reading and entering over HTTP: who may do what to which project."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from services.lifecycle.tests import records
from services.lifecycle.tests.county import County
from services.lifecycle.tests.records import PROJECT, day

from tests.postgres import Database
from tests.served import settings_of, signed_in
from zhouqi.events.contracts.ingest import RecordWithdrawn
from zhouqi.lifecycle.app import service
from zhouqi.service import accounts
from zhouqi.service.app import create_app

_ALL = accounts.load().all
AGENT = next(one for one in _ALL if "agent" in one.roles)
TOWNSHIP = next(iter(AGENT.townships))
ELSEWHERE = next(one for one in _ALL if "agent" in one.roles and TOWNSHIP not in one.townships)
ENTERPRISE = next(one for one in _ALL if one.enterprises)
OTHER_ENTERPRISE = next(one for one in _ALL if one.enterprises and one.enterprises != ENTERPRISE.enterprises)
WITHDRAWN = UUID(int=9)
URL = f"/api/lifecycle/projects/{PROJECT}"
REPORT = {"on": "2025-01-10", "document": "澄开竣〔2026〕17号"}

Ask = Callable[..., Response]


@pytest.fixture
def ask(county: County, database: Database) -> Iterator[Ask]:
    """``ask(account, method, path, body)`` of a county with a signed project and a withdrawn one."""

    async def happen() -> None:
        enterprise = next(iter(ENTERPRISE.enterprises))
        await county.registers(PROJECT, TOWNSHIP, enterprise)
        await county.registers(WITHDRAWN, TOWNSHIP, enterprise)
        await county.receive(
            county.events(
                (
                    "record/project/approval-SP-9",
                    RecordWithdrawn(
                        kind="project", source="approval", record_id="SP-9", updated_at=records.UPDATED
                    ),
                )
            )
        )
        await county.states(
            records.agreement(signed_on=day("2024-03-01"), start_due=day("2024-12-31")),
            records.land(contract_on=day("2024-07-01")),
        )
        await county.react("milestones")

    asyncio.run(happen())
    settings = settings_of("lifecycle", database)
    with TestClient(create_app([service], settings), raise_server_exceptions=False) as client:

        def request(account: str, method: str, path: str, body: Any = None, **headers: str) -> Response:
            sent = {
                **signed_in(account),
                "Idempotency-Key": str(uuid4()),
                "Accept-Language": "en",
                **{name.replace("_", "-"): value for name, value in headers.items()},
            }
            return client.request(method, path, json=body, headers=sent)

        yield request


def test_all_milestones_are_read_in_the_order_of_a_life(ask: Ask) -> None:
    rows = ask("leader", "GET", f"{URL}/milestones").json()

    assert [row["milestone"] for row in rows] == [
        "signed",
        "land",
        "started",
        "completed",
        "in_production",
        "scaled",
        "full_capacity",
    ]
    assert rows[2] == {
        "milestone": "started",
        "due": "2024-12-31",
        "reached": False,
        "on": None,
        "counts_from": None,
        "basis": "record/agreement/approval-A1",
        "document": None,
        "extensions": [],
    }
    assert (rows[0]["reached"], rows[0]["on"]) == (True, "2024-03-01")


def test_an_agent_reports_within_the_own_township(ask: Ask) -> None:
    before = ask(AGENT.id, "GET", f"{URL}/acts").json()

    done = ask(AGENT.id, "POST", f"{URL}/milestones/started/report", REPORT)

    assert (before["report"], before["extend"], before["terminate"]) == (
        ["started", "completed", "in_production", "scaled", "full_capacity"],
        False,
        False,
    )
    assert done.status_code == 200
    assert done.json() == {
        "stream": f"project/{PROJECT}",
        "sequence": before["sequence"] + 1,
        "warnings": [],
    }
    row = ask(AGENT.id, "GET", f"{URL}/milestones").json()[2]
    assert (row["on"], row["basis"], row["document"]) == ("2025-01-10", "report", REPORT["document"])


@pytest.mark.parametrize("account", [ELSEWHERE.id, OTHER_ENTERPRISE.id])
def test_what_lies_outside_the_scope_is_not_there(ask: Ask, account: str) -> None:
    assert ask(account, "GET", f"{URL}/milestones").status_code == 404
    assert ask(account, "GET", f"{URL}/acts").status_code == 404
    reported = ask(account, "POST", f"{URL}/milestones/started/report", REPORT)
    assert reported.status_code == (404 if account == ELSEWHERE.id else 403)


def test_an_enterprise_sees_its_own_project_and_enters_nothing(ask: Ask) -> None:
    acts = ask(ENTERPRISE.id, "GET", f"{URL}/acts").json()

    assert (acts["report"], acts["extend"], acts["terminate"]) == ([], False, False)
    assert ask(ENTERPRISE.id, "POST", f"{URL}/milestones/started/report", REPORT).status_code == 403


def test_a_department_extends_and_terminates(ask: Ask) -> None:
    extension = {"due": "2025-06-30", "approved_on": "2025-01-05", "document": "澄延〔2025〕3号"}
    acts = ask("department-industry", "GET", f"{URL}/acts").json()

    extended = ask("department-industry", "POST", f"{URL}/milestones/started/extension", extension)
    ended = ask("department-industry", "POST", f"{URL}/termination", {"on": "2025-07-01", "document": "D"})

    assert (acts["extend"], acts["terminate"]) == (True, True)
    assert (extended.status_code, ended.status_code) == (200, 200)
    row = ask("leader", "GET", f"{URL}/milestones").json()[2]
    assert row["extensions"] == [extension]
    after = ask(
        "department-industry", "POST", f"{URL}/milestones/started/report", {**REPORT, "on": "2025-07-01"}
    )
    assert (after.status_code, after.json()["code"]) == (409, "after-termination")


def test_a_refusal_says_which_rule_and_why(ask: Ask) -> None:
    refused = ask(AGENT.id, "POST", f"{URL}/milestones/land/report", REPORT)

    assert (refused.status_code, refused.json()["code"]) == (409, "already-dated")
    assert refused.json()["title"] == "A source already says that this milestone was reached on 2024-07-01"


def test_a_day_before_the_signature_is_warned_of(ask: Ask) -> None:
    done = ask(AGENT.id, "POST", f"{URL}/milestones/started/report", {**REPORT, "on": "2024-01-10"})

    assert [one["code"] for one in done.json()["warnings"]] == ["before-signing"]


def test_a_form_that_is_out_of_date_is_refused(ask: Ask) -> None:
    stale = ask(AGENT.id, "POST", f"{URL}/milestones/started/report", REPORT, If_Match='"1"')

    assert stale.status_code == 412


def test_a_report_needs_a_document_and_a_milestone_that_there_is(ask: Ask) -> None:
    assert (
        ask(AGENT.id, "POST", f"{URL}/milestones/started/report", {**REPORT, "document": " "}).status_code
        == 422
    )
    assert ask(AGENT.id, "POST", f"{URL}/milestones/opened/report", REPORT).status_code == 422


def test_nothing_is_entered_about_a_withdrawn_project(ask: Ask) -> None:
    url = f"/api/lifecycle/projects/{WITHDRAWN}"

    assert ask(AGENT.id, "GET", f"{url}/acts").json()["report"] == []
    refused = ask(AGENT.id, "POST", f"{url}/milestones/started/report", REPORT)
    assert (refused.status_code, refused.json()["code"]) == (409, "project-withdrawn")


def test_the_dispatcher_assigns_projects(ask: Ask) -> None:
    body = {"assignments": [{"project_id": str(PROJECT), "department": "industry", "agent": AGENT.id}]}

    done = ask("dispatcher", "POST", "/api/lifecycle/assignments", body)
    unknown = ask(
        "dispatcher",
        "POST",
        "/api/lifecycle/assignments",
        {"assignments": [*body["assignments"], {"project_id": str(UUID(int=99))}]},
    )

    assert done.status_code == 200
    assert [(one["stream"], one["refused"]) for one in done.json()] == [(f"project/{PROJECT}", None)]
    assert (unknown.status_code, unknown.json()["projects"]) == (404, [str(UUID(int=99))])
    assert ask(AGENT.id, "POST", "/api/lifecycle/assignments", body).status_code == 403


def test_an_assignment_sent_twice_happens_once(ask: Ask) -> None:
    body = {"assignments": [{"project_id": str(PROJECT), "department": "industry"}]}
    other = {"assignments": [{"project_id": str(PROJECT), "department": "commerce"}]}

    first = ask("dispatcher", "POST", "/api/lifecycle/assignments", body, Idempotency_Key="one")
    again = ask("dispatcher", "POST", "/api/lifecycle/assignments", body, Idempotency_Key="one")
    reused = ask("dispatcher", "POST", "/api/lifecycle/assignments", other, Idempotency_Key="one")

    assert first.json() == again.json()
    assert (reused.status_code, reused.json()["code"]) == (409, "idempotency-key-reused")
