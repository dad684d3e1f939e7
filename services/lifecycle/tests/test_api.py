"""Reading and entering over HTTP: who may do what to which project."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from services.lifecycle.tests.county import County

from tests.county import records
from tests.county.records import PROJECT, day
from tests.postgres import Database
from tests.served import settings_of, signed_in
from zhouqi.events import Fact
from zhouqi.events.clock import SystemClock
from zhouqi.events.contracts.ingest import AccountGranted, AccountRole, RecordWithdrawn
from zhouqi.lifecycle.app import service
from zhouqi.service.http.app import create_app
from zhouqi.service.identity import accounts

_ALL = accounts.load().all
AGENT = next(one for one in _ALL if "agent" in one.roles)
TOWNSHIP = next(iter(AGENT.townships))
ELSEWHERE = next(one for one in _ALL if "agent" in one.roles and TOWNSHIP not in one.townships)
ENTERPRISE = next(one for one in _ALL if one.enterprises)
OTHER_ENTERPRISE = next(one for one in _ALL if one.enterprises and one.enterprises != ENTERPRISE.enterprises)
WITHDRAWN = UUID(int=9)
URL = f"/api/lifecycle/projects/{PROJECT}"
TODAY = SystemClock().today()
"""The service runs on the system's clock; what is told late is another thing."""
REPORT = {"on": str(TODAY - timedelta(days=7)), "document": "澄开竣〔2026〕17号"}

EXTENSION = {"due": str(TODAY + timedelta(days=90)), "reason": "主体未供电", "document": "澄延〔2025〕3号"}
TERMINATION = {"on": "2025-07-01", "reason": "投资方退出", "document": "澄商终〔2025〕2号"}
TAKEN_BACK = {"act": "take_back_termination", "reason": "登记有误", "document": "澄商撤〔2025〕1号"}
ASSIGNED = {"assignments": [{"project_id": str(PROJECT), "department": "commerce"}]}
OWNER = "department-construction"

IN_CHARGE = (AGENT.id, ELSEWHERE.id, *(f"department-{one}" for one in ("commerce", "industry", "tax")))

Ask = Callable[..., Response]


def granted(account: accounts.Account) -> tuple[str, Fact]:
    """What the register says of an account."""
    [role] = account.roles
    [scope] = account.townships | account.departments
    fact = AccountGranted(account=account.id, role=AccountRole(role.value), name=account.name.zh, scope=scope)
    return f"register/account/{account.id}", fact


def decision_of(request: str) -> str:
    return f"{URL}/requests/{request}/decision"


def decision(asked: Response) -> str:
    """Where what was asked for is decided."""
    return decision_of(asked.json()["request"])


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
        await county.happen(*(granted(one) for one in _ALL if one.id in IN_CHARGE))
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
        "applies": True,
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
        [],
        False,
    )
    assert done.status_code == 200
    assert done.json() == {
        "stream": f"project/{PROJECT}",
        "sequence": before["sequence"] + 1,
        "warnings": [],
        "request": None,
    }
    row = ask(AGENT.id, "GET", f"{URL}/milestones").json()[2]
    assert (row["on"], row["basis"], row["document"]) == (REPORT["on"], "report", REPORT["document"])


@pytest.mark.parametrize("account", [ELSEWHERE.id, OTHER_ENTERPRISE.id])
def test_what_lies_outside_the_scope_is_not_there(ask: Ask, account: str) -> None:
    assert ask(account, "GET", f"{URL}/milestones").status_code == 404
    assert ask(account, "GET", f"{URL}/acts").status_code == 404
    reported = ask(account, "POST", f"{URL}/milestones/started/report", REPORT)
    assert reported.status_code == (404 if account == ELSEWHERE.id else 403)


def test_an_enterprise_sees_its_own_project_and_enters_nothing(ask: Ask) -> None:
    acts = ask(ENTERPRISE.id, "GET", f"{URL}/acts").json()

    assert (acts["report"], acts["extend"], acts["terminate"]) == ([], [], False)
    assert ask(ENTERPRISE.id, "POST", f"{URL}/milestones/started/report", REPORT).status_code == 403


def test_a_department_asks_for_an_extension_and_another_account_grants_it(ask: Ask) -> None:
    ask("dispatcher", "POST", "/api/lifecycle/assignments", ASSIGNED)

    asked = ask("department-commerce", "POST", f"{URL}/milestones/started/extension", EXTENSION)
    own = ask("department-commerce", "POST", decision(asked), {"granted": True})
    strange = ask("department-tax", "POST", decision(asked), {"granted": True})
    waiting = [ask(one, "GET", f"{URL}/acts").json()["requests"][0] for one in (OWNER, "department-tax")]
    row = ask("leader", "GET", f"{URL}/milestones").json()[2]
    granted = ask(OWNER, "POST", decision(asked), {"granted": True})

    assert (asked.status_code, [one["code"] for one in asked.json()["warnings"]]) == (200, ["long_extension"])
    assert (own.status_code, own.json()["code"]) == (409, "own-request")
    assert (strange.status_code, strange.json()["code"]) == (403, "not-yours")
    assert [one["may_decide"] for one in waiting] == [True, False]
    assert (waiting[0]["account"], waiting[0]["reason"]) == ("department-commerce", EXTENSION["reason"])
    assert (row["extensions"], granted.status_code) == ([], 200)
    [extension] = ask("leader", "GET", f"{URL}/milestones").json()[2]["extensions"]
    assert (extension["due"], extension["document"]) == (EXTENSION["due"], EXTENSION["document"])
    assert ask(OWNER, "GET", f"{URL}/acts").json()["requests"] == []


def test_neither_lead_nor_owner_acts_on_another_s_project(ask: Ask) -> None:
    ask("dispatcher", "POST", "/api/lifecycle/assignments", ASSIGNED)
    acts = ask("department-tax", "GET", f"{URL}/acts").json()

    answers = [
        ask("department-tax", "POST", f"{URL}/milestones/started/extension", EXTENSION),
        ask("department-market", "POST", f"{URL}/termination", TERMINATION),
        ask("department-tax", "POST", f"{URL}/milestones/started/report", REPORT),
        ask("department-tax", "POST", f"{URL}/retraction", TAKEN_BACK),
    ]

    assert (acts["report"], acts["extend"], acts["terminate"], acts["take_back"]) == ([], [], False, [])
    assert [(one.status_code, one.json()["code"]) for one in answers] == [(403, "not-yours")] * 4


def test_an_implausible_report_waits_for_the_owner_and_says_why(ask: Ask) -> None:
    hasty = ask(AGENT.id, "POST", f"{URL}/milestones/full_capacity/report", REPORT).json()
    before = ask("leader", "GET", f"{URL}/milestones").json()[6]["reached"]
    confirmed = ask("department-industry", "POST", decision_of(hasty["request"]), {"granted": True})

    assert [one["code"] for one in hasty["warnings"]] == ["missing_predecessor"]
    assert (before, confirmed.status_code) == (False, 200)
    assert ask("leader", "GET", f"{URL}/milestones").json()[6]["on"] == REPORT["on"]


def test_a_termination_is_granted_and_taken_back(ask: Ask) -> None:
    asked = ask("department-commerce", "POST", f"{URL}/termination", TERMINATION)
    ask("dispatcher", "POST", decision(asked), {"granted": True})
    reported = ask(AGENT.id, "POST", f"{URL}/milestones/started/report", REPORT)
    may = ask("department-commerce", "GET", f"{URL}/acts").json()["take_back"]
    back = ask("department-commerce", "POST", f"{URL}/retraction", TAKEN_BACK)
    ask("dispatcher", "POST", decision(back), {"granted": True})

    assert (reported.status_code, reported.json()["code"]) == (409, "after-termination")
    assert [one["act"] for one in may] == ["take_back_termination"]
    assert ask("department-commerce", "GET", f"{URL}/acts").json()["take_back"] == []


def test_who_declines_says_why(ask: Ask) -> None:
    asked = ask("department-commerce", "POST", f"{URL}/termination", TERMINATION)

    refused = ask("dispatcher", "POST", decision(asked), {"granted": False})
    assert refused.status_code == 422
    assert [(one["code"], one["message"]) for one in refused.json()["errors"]] == [
        ("reason_missing", "Who declines has to say why")
    ]
    assert (
        ask("dispatcher", "POST", decision(asked), {"granted": False, "reason": "依据不足"}).status_code
        == 200
    )


@pytest.mark.parametrize("text", ["张三 13800138000", "澄延〔2025〕3号 浙E12345"])
def test_no_text_that_people_enter_names_or_reaches_a_person(ask: Ask, text: str) -> None:
    refused = [
        ask(AGENT.id, "POST", f"{URL}/milestones/started/report", {**REPORT, "document": text}),
        ask("department-commerce", "POST", f"{URL}/termination", {**TERMINATION, "reason": text}),
        ask(OWNER, "POST", f"{URL}/milestones/started/extension", {**EXTENSION, "reason": text}),
        ask("department-commerce", "POST", f"{URL}/retraction", {**TAKEN_BACK, "document": text}),
        ask("dispatcher", "POST", decision_of(str(uuid4())), {"granted": True, "reason": text}),
    ]

    assert [one.status_code for one in refused] == [422] * 5


def test_a_refusal_says_which_rule_and_why(ask: Ask) -> None:
    refused = ask(AGENT.id, "POST", f"{URL}/milestones/land/report", REPORT)

    assert (refused.status_code, refused.json()["code"]) == (409, "already-dated")
    assert refused.json()["title"] == "A source already says that this milestone was reached on 2024-07-01"


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


@pytest.mark.parametrize(
    ("charge", "status", "code"),
    [
        ({"department": "weather"}, 404, "department-unknown"),
        ({"department": "market"}, 404, "department-unknown"),
        ({"agent": "agent-nobody"}, 404, "agent-unknown"),
        ({"agent": "department-commerce"}, 404, "agent-unknown"),
        ({"agent": ELSEWHERE.id}, 409, "agent-elsewhere"),
    ],
)
def test_nobody_is_put_in_charge_who_is_not_there(
    ask: Ask, charge: dict[str, str], status: int, code: str
) -> None:
    body = {"assignments": [{"project_id": str(PROJECT), **charge}]}
    before = ask("leader", "GET", f"{URL}/acts").json()["sequence"]

    refused = ask("dispatcher", "POST", "/api/lifecycle/assignments", body)

    assert (refused.status_code, refused.json()["code"]) == (status, code)
    assert ask("leader", "GET", f"{URL}/acts").json()["sequence"] == before


def test_an_assignment_sent_twice_happens_once(ask: Ask) -> None:
    body = {"assignments": [{"project_id": str(PROJECT), "department": "industry"}]}
    other = {"assignments": [{"project_id": str(PROJECT), "department": "commerce"}]}

    first = ask("dispatcher", "POST", "/api/lifecycle/assignments", body, Idempotency_Key="one")
    again = ask("dispatcher", "POST", "/api/lifecycle/assignments", body, Idempotency_Key="one")
    reused = ask("dispatcher", "POST", "/api/lifecycle/assignments", other, Idempotency_Key="one")

    assert first.json() == again.json()
    assert (reused.status_code, reused.json()["code"]) == (409, "idempotency-key-reused")


def test_an_assignment_that_changed_nothing_does_not_act_when_it_is_sent_again(ask: Ask) -> None:
    def assign(department: str, key: str) -> int:
        body = {"assignments": [{"project_id": str(PROJECT), "department": department}]}
        done = ask("dispatcher", "POST", "/api/lifecycle/assignments", body, Idempotency_Key=key)
        return int(done.json()[0]["sequence"])

    assign("tax", "first")
    unchanged = assign("tax", "second")
    moved = assign("industry", "third")

    assert assign("tax", "second") == unchanged
    assert assign("industry", "fourth") == moved, "it is industry's still"
