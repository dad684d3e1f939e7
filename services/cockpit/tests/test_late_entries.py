"""What was entered later than it happened is listed, counted and marked, and the takeover apart from it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

import msgspec
import pytest
from fastapi.testclient import TestClient
from services.cockpit.tests.county import County, Filed
from services.cockpit.tests.workbook import Book

from tests.arriving import SPACE
from tests.county import BEGIN, OTHER_ACCOUNT, OWN, OWN_ACCOUNT, TINGLAN, WANGYU
from tests.served import As
from zhouqi.events import Fact
from zhouqi.events.contracts.ingest import AccountGranted, AccountRole
from zhouqi.events.contracts.issues import (
    Category,
    IssueAccepted,
    IssueAnswered,
    IssueEnteredLate,
    IssueRaised,
)
from zhouqi.events.contracts.lifecycle import ProjectAssigned, ProjectEnteredLate

URL = "/api/cockpit"
PROJECT = Filed("P1")
ISSUE = uuid5(SPACE, "issue")
ENTERED = BEGIN.replace(month=11)
_RAISED = IssueRaised(
    issue_id=ISSUE,
    project_id=PROJECT.id,
    township=TINGLAN,
    enterprise=OWN,
    by_agent=False,
    category=Category.LAND,
    title="用地指标",
    description="何时可以落实？",
)
IN_TIME = _RAISED.model_copy(update={"issue_id": uuid5(SPACE, "in time"), "title": "按时录入"})
"""An issue of which nothing came late."""


def _late(issue: UUID, *, takeover: bool) -> IssueEnteredLate:
    return IssueEnteredLate(
        issue_id=issue,
        account="takeover" if takeover else "dispatcher",
        occurred_at=BEGIN,
        entered_at=ENTERED,
        reason="系统上线前办理" if takeover else "断网三日",
        document="澄政办移交〔2026〕1号" if takeover else "值班记录12号",
        takeover=takeover,
    )


@pytest.fixture
def _entered(county: County) -> None:
    """An issue that was taken over, accepted late by the dispatcher, and answered in time; a project assigned late."""
    county.file(PROJECT)
    project = ProjectEnteredLate(
        project_id=PROJECT.id,
        account="dispatcher",
        occurred_at=BEGIN,
        entered_at=ENTERED,
        reason="漏录",
        document="会议纪要3号",
        takeover=False,
    )
    answered = IssueAnswered(issue_id=ISSUE, answer="已经落实。", rate_by=date(2026, 11, 30))
    dispatcher = AccountGranted(account="dispatcher", role=AccountRole.DISPATCHER, name="政企通交办岗")
    happened: list[tuple[str, Fact]] = [
        ("register/account/dispatcher", dispatcher),
        (f"issue/{ISSUE}", _late(ISSUE, takeover=True)),
        (f"issue/{ISSUE}", _RAISED),
        (f"issue/{ISSUE}", _late(ISSUE, takeover=False)),
        (f"issue/{ISSUE}", IssueAccepted(issue_id=ISSUE)),
        (f"project/{PROJECT.id}", project),
        (f"project/{PROJECT.id}", ProjectAssigned(project_id=PROJECT.id, department="planning")),
        (f"issue/{ISSUE}", answered),
    ]
    county.happen(*happened)


def _list(client: TestClient, headers: dict[str, str], **asked: Any) -> dict[str, Any]:
    answer = client.get(f"{URL}/late-entries", headers=headers, params=asked)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.usefixtures("_entered")
def test_each_late_entry_says_who_when_why_and_by_what(client: TestClient, as_: As) -> None:
    found = _list(client, as_("leader"))

    assert (found["total"], found["entered_late"], found["taken_over"]) == (2, 2, 1)
    assert [(one["about"], one["name"], one["what"]) for one in found["items"]] == [
        ("issue", "用地指标", "IssueAccepted"),
        ("project", PROJECT.name, "ProjectAssigned"),
    ]
    issue = found["items"][0]
    assert (issue["account"], issue["reason"], issue["document"]) == (
        "dispatcher",
        "断网三日",
        "值班记录12号",
    )
    assert (issue["account_name"], issue["actor_name"]) == ("政企通交办岗", None)
    times = [datetime.fromisoformat(issue[name]) for name in ("occurred_at", "entered_at")]
    assert times == [BEGIN, ENTERED]


@pytest.mark.usefixtures("_entered")
@pytest.mark.parametrize(
    ("path", "reason", "heading", "language"),
    [("issues", "断网三日", "补录", "zh"), ("projects", "漏录", "Entered late", "en")],
)
def test_exports_mark_it_with_when_who_and_why(
    client: TestClient, county: County, as_: As, path: str, reason: str, heading: str, language: str
) -> None:
    county.file(Filed("P2", name="按时录入"))
    county.happen((f"issue/{IN_TIME.issue_id}", IN_TIME))

    answer = client.get(f"{URL}/{path}/export", headers={**as_("leader"), "Accept-Language": language})

    headings, *rows = Book(answer.content).rows(0)
    last = list(headings)[-1]
    assert headings[last] == heading
    assert {row["A"]: row[last] for row in rows} == {
        PROJECT.name if path == "projects" else "用地指标": f"2026-11-01 09:00 政企通交办岗：{reason}",
        "按时录入": "—",
    }


@pytest.mark.usefixtures("_entered")
def test_the_takeover_is_listed_apart(client: TestClient, as_: As) -> None:
    (taken,) = _list(client, as_("leader"), takeover=True)["items"]

    assert (taken["account"], taken["what"], taken["takeover"]) == ("takeover", "IssueRaised", True)


@pytest.mark.usefixtures("_entered")
@pytest.mark.parametrize(
    ("account", "total"),
    [
        (f"township-{TINGLAN}", 2),
        (f"agent-{WANGYU}-1", 0),
        (OWN_ACCOUNT, 2),
        (OTHER_ACCOUNT, 0),
        ("department-tax", 1),
    ],
)
def test_one_sees_those_of_one_s_own_projects_and_issues(
    client: TestClient, as_: As, account: str, total: int
) -> None:
    found = _list(client, as_(account))

    assert (found["total"], len(found["items"])) == (total, total)
    assert client.get(f"{URL}/overview", headers=as_(account)).json()["entered_late"] == {
        "issues": min(total, 1) if account != "department-tax" else 0,
        "projects": min(total, 1),
    }


@pytest.mark.usefixtures("_entered")
def test_a_page_leads_to_the_next(client: TestClient, as_: As) -> None:
    first = _list(client, as_("leader"), limit=1)
    second = _list(client, as_("leader"), limit=1, cursor=first["next"])

    assert [one["about"] for one in (*first["items"], *second["items"])] == ["issue", "project"]
    assert second["next"] is None


@pytest.mark.usefixtures("_entered")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"about": "project"}, ["project"]),
        ({"q": "断网"}, ["issue"]),
        ({"q": "会议纪要3"}, ["project"]),
        ({"q": PROJECT.name}, ["issue", "project"]),
        ({"township": WANGYU}, []),
        ({"sort": "occurred_at", "order": "asc"}, ["issue", "project"]),
    ],
)
def test_it_is_narrowed_as_every_list_is(
    client: TestClient, as_: As, asked: dict[str, str], found: list[str]
) -> None:
    listed = _list(client, as_("leader"), **asked)

    assert [one["about"] for one in listed["items"]] == found
    assert (listed["total"], listed["entered_late"], listed["taken_over"]) == (len(found), 2, 1)


@pytest.mark.usefixtures("_entered")
@pytest.mark.parametrize(
    ("takeover", "row"),
    [
        (False, ("用地指标", "问题", "受理", "政企通交办岗", "断网三日", "值班记录12号")),
        (True, ("用地指标", "问题", "提出", "takeover", "系统上线前办理", "澄政办移交〔2026〕1号")),
    ],
)
def test_its_file_has_what_the_filters_select_and_says_so(
    client: TestClient, as_: As, *, takeover: bool, row: tuple[str, ...]
) -> None:
    answer = client.get(
        f"{URL}/late-entries/export",
        headers=as_("leader"),
        params={"takeover": takeover, "about": "issue"},
    )

    book = Book(answer.content)
    headings, *rows = book.rows(0)
    called = {heading: column for column, heading in headings.items()}
    columns = ("名称", "对象", "内容", "录入人", "理由", "文号")
    assert [tuple(one[called[name]] for name in columns) for one in rows] == [row]
    assert {"历史移交" if takeover else "补录", "问题"} <= {
        value for one in book.rows(1) for value in one.values()
    }


@pytest.mark.parametrize(("takeover", "mark"), [(True, "taken_over"), (False, "entered")])
def test_the_trail_marks_what_was_entered_late_and_nothing_else(
    client: TestClient, county: County, as_: As, *, takeover: bool, mark: str
) -> None:
    stream = f"issue/{ISSUE}"
    one, another = uuid5(SPACE, "one"), uuid5(SPACE, "another")
    said = [
        (_late(ISSUE, takeover=takeover), one),
        (_RAISED, one),
        (IssueAccepted(issue_id=ISSUE), another),
    ]
    county.receive(
        *(
            msgspec.structs.replace(county.next(stream, fact), correlation_id=entry, occurred_at=BEGIN)
            for fact, entry in said
        )
    )

    trail = client.get(f"{URL}/issues/{ISSUE}/trail", headers=as_("leader")).json()["items"]

    assert {one["type"]: one["late"] for one in trail} == {
        "IssueEnteredLate": mark,
        "IssueRaised": mark,
        "IssueAccepted": None,
    }
