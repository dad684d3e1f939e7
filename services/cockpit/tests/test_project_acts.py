"""Acts that another account had to approve are listed and counted beside the rates that they move."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

import pytest
from fastapi.testclient import TestClient
from services.cockpit.tests.county import County, Filed
from services.cockpit.tests.workbook import Book

from tests.arriving import SPACE, Streams
from tests.county import BEGIN, OTHER, TINGLAN, WANGYU
from tests.served import As
from zhouqi.cockpit.project_acts.projection import ProjectActsProjection
from zhouqi.events.contracts.ingest import AccountGranted, AccountRole
from zhouqi.events.contracts.lifecycle import Act, Milestone, ProjectActDecided, ProjectActRequested

URL = "/api/cockpit"
OWN_PROJECT = Filed("P1")
OTHER_PROJECT = Filed("P2", township=WANGYU, enterprise_code=OTHER)
EXTENSION, TERMINATION, WAITING = (uuid5(SPACE, name) for name in ("extension", "termination", "waiting"))


def _asked(project: Filed, request: UUID, act: Act, **said: Any) -> tuple[str, ProjectActRequested]:
    fact = ProjectActRequested(
        project_id=project.id,
        request=request,
        act=act,
        document="澄发改〔2026〕5号",
        account="department-commerce",
        rules="2026-1",
        **said,
    )
    return f"project/{project.id}", fact


def _decided(
    project: Filed, request: UUID, act: Act, *, granted: bool, **said: Any
) -> tuple[str, ProjectActDecided]:
    fact = ProjectActDecided(
        project_id=project.id, request=request, act=act, granted=granted, account="leader", **said
    )
    return f"project/{project.id}", fact


_EXTENDED = {"milestone": Milestone.STARTED, "due": date(2027, 1, 1), "reason": "主体未供电"}


@pytest.fixture
def _decisions(county: County) -> None:
    """An extension granted, a termination declined, and one that waits."""
    county.file(OWN_PROJECT, OTHER_PROJECT)
    county.happen(
        (
            "register/account/leader",
            AccountGranted(account="leader", role=AccountRole.LEADER, name="县领导"),
        ),
        _asked(OWN_PROJECT, EXTENSION, Act.EXTENSION, **_EXTENDED),
        _asked(OTHER_PROJECT, TERMINATION, Act.TERMINATION, on=date(2026, 9, 1), reason="投资方退出"),
        _asked(OWN_PROJECT, WAITING, Act.TAKE_BACK_TERMINATION, reason="登记有误"),
        _decided(OWN_PROJECT, EXTENSION, Act.EXTENSION, granted=True, milestone=Milestone.STARTED),
        _decided(OTHER_PROJECT, TERMINATION, Act.TERMINATION, granted=False, reason="尚在协商"),
    )


def _list(client: TestClient, headers: dict[str, str], **asked: Any) -> dict[str, Any]:
    answer = client.get(f"{URL}/project-acts", headers=headers, params=asked)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.usefixtures("_decisions")
def test_each_says_who_asked_who_decided_why_and_by_which_document(client: TestClient, as_: As) -> None:
    found = _list(client, as_("leader"))

    assert [found[name] for name in ("total", "granted", "declined", "waiting")] == [2, 1, 1, 1]
    declined, granted = found["items"]
    assert (granted["act"], granted["milestone"], granted["due"]) == ("extension", "started", "2027-01-01")
    assert (granted["id"], granted["name"]) == (str(OWN_PROJECT.id), OWN_PROJECT.name)
    assert (granted["reason"], granted["document"]) == ("主体未供电", "澄发改〔2026〕5号")
    assert (granted["asked_by"], granted["asked_by_name"]) == ("department-commerce", None)
    assert (granted["decided_by"], granted["decided_by_name"]) == ("leader", "县领导")
    asked_at, decided_at = (datetime.fromisoformat(granted[name]) for name in ("asked_at", "decided_at"))
    assert BEGIN < asked_at < decided_at
    assert (declined["granted"], declined["day"], declined["remark"]) == (False, "2026-09-01", "尚在协商")


@pytest.mark.usefixtures("_decisions")
@pytest.mark.parametrize(
    ("account", "granted", "declined"),
    [("department-tax", 1, 1), (f"township-{TINGLAN}", 1, 0), (f"agent-{WANGYU}-1", 0, 1)],
)
def test_one_sees_those_of_one_s_own_projects(
    client: TestClient, as_: As, account: str, granted: int, declined: int
) -> None:
    found = _list(client, as_(account))

    assert (found["granted"], found["declined"], len(found["items"])) == (
        granted,
        declined,
        granted + declined,
    )
    assert client.get(f"{URL}/overview", headers=as_(account)).json()["granted_acts"] == granted


@pytest.mark.usefixtures("_decisions")
def test_a_page_leads_to_the_next(client: TestClient, as_: As) -> None:
    first = _list(client, as_("leader"), limit=1)
    second = _list(client, as_("leader"), limit=1, cursor=first["next"])

    assert [one["act"] for one in (*first["items"], *second["items"])] == ["termination", "extension"]
    assert second["next"] is None


@pytest.mark.usefixtures("_decisions")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"granted": "true"}, ["extension"]),
        ({"granted": "false"}, ["termination"]),
        ({"act": "take_back_termination"}, []),
        ({"milestone": "started"}, ["extension"]),
        ({"q": "协商"}, ["termination"]),
        ({"township": WANGYU}, ["termination"]),
        ({"sort": "asked_at", "order": "asc"}, ["extension", "termination"]),
    ],
)
def test_it_is_narrowed_as_every_list_is(
    client: TestClient, as_: As, asked: dict[str, str], found: list[str]
) -> None:
    listed = _list(client, as_("leader"), **asked)

    assert [one["act"] for one in listed["items"]] == found
    assert [listed[name] for name in ("total", "granted", "declined", "waiting")] == [len(found), 1, 1, 1]


@pytest.mark.usefixtures("_decisions")
def test_its_file_says_who_asked_and_who_decided(client: TestClient, as_: As) -> None:
    answer = client.get(f"{URL}/project-acts/export", headers=as_("leader"), params={"granted": True})

    headings, row = Book(answer.content).rows(0)
    said = {heading: row.get(column) for column, heading in headings.items()}
    assert [said[name] for name in ("项目", "事项", "节点", "审批结果")] == [
        OWN_PROJECT.name,
        "节点延期",
        "开工",
        "准许",
    ]
    assert (said["申请人"], said["审批人"]) == ("department-commerce", "县领导")


def test_a_decision_stands_though_the_request_has_not_arrived() -> None:
    stream, decided = _decided(OWN_PROJECT, EXTENSION, Act.EXTENSION, granted=True)
    projection = ProjectActsProjection()

    state = projection.evolve(projection.initial(stream), decided, Streams(BEGIN).next(stream, decided))

    (row,) = projection.rows(state)["project_act"]
    assert (row["granted"], row["asked_by"]) == (True, None)
