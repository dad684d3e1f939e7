"""The list of issues, its figures and its export; one issue; its trail."""

from datetime import UTC, date, datetime
from itertools import product
from typing import Any

import msgspec
import pytest
from fastapi.testclient import TestClient
from services.cockpit.tests.county import County
from services.cockpit.tests.happenings import department, enterprise
from services.cockpit.tests.mixed import Mixed, fill
from services.cockpit.tests.raised import Raised
from services.cockpit.tests.workbook import Book

from tests.county import OWN, TINGLAN, WANGYU
from tests.served import As
from zhouqi.events.contracts.ingest import AccountRevoked

URL = "/api/cockpit/issues"
SELECTED: dict[str, tuple[dict[str, Any], set[str]]] = {
    "pushed": (
        {"progress": "pushed"},
        {"assigned", "signed", "answered", "returned", "reopened", "rated", "unrated"},
    ),
    "done": ({"progress": "done"}, {"rated", "unrated"}),
    "in progress": (
        {"progress": "in_progress"},
        {"assigned", "signed", "answered", "returned", "reopened"},
    ),
    "a state": ({"state": "assigned"}, {"assigned", "reopened"}),
    "several states": ({"state": ["raised", "declined"]}, {"raised", "declined"}),
    "accepted": ({"state": "accepted"}, {"accepted", "returned"}),
    "a department": ({"department": "tax"}, {"assigned", "signed", "answered", "reopened", "rated"}),
    "a category": ({"category": "permits"}, {"accepted", "unrated"}),
    "a township": ({"township": TINGLAN}, {"accepted", "answered", "reopened", "unrated"}),
    "several at once": ({"state": "assigned", "department": "tax", "township": TINGLAN}, {"reopened"}),
    "a title": ({"q": "问题0"}, {"raised"}),
    "nothing": ({"q": "%"}, set()),
}


@pytest.fixture
def county_(county: County) -> Mixed:
    return fill(county)


def test_filters_select(client: TestClient, county_: Mixed, as_: As, subtests: pytest.Subtests) -> None:
    names = {str(one.id): name for name, one in county_.issues.items()}
    for what, (asked, expected) in SELECTED.items():
        with subtests.test(what=what):
            page = client.get(URL, params=asked, headers=as_("leader")).json()
            assert {names[row["id"]] for row in page["items"]} == expected
            assert page["total"] == len(expected)
            excel_file = client.get(f"{URL}/export", params=asked, headers=as_("leader"))
            titles = [row["A"] for row in Book(excel_file.content).rows(0)[1:]]
            assert titles == [row["title"] for row in page["items"]]


def test_a_projects_issues(client: TestClient, county_: Mixed, as_: As) -> None:
    project = county_.projects["green"]
    expected = {str(one.id) for one in county_.issues.values() if one.project == project}

    page = client.get(URL, params={"project": str(project.id)}, headers=as_("leader")).json()
    own = client.get(f"/api/cockpit/projects/{project.id}", headers=as_("leader")).json()["issues"]

    assert {row["id"] for row in page["items"]} == {row["id"] for row in own} == expected != set()
    assert {row["project_name"] for row in own} == {project.name}


def test_figures_are_the_totals_of_their_lists(
    client: TestClient, county_: Mixed, as_: As, subtests: pytest.Subtests
) -> None:
    for account in ("leader", "department-tax", f"township-{WANGYU}"):
        with subtests.test(account=account):
            figures = client.get(f"{URL}/figures", headers=as_(account)).json()
            assert figures.pop("as_of")
            for name, count in figures.items():
                by = {"pushed": "progress", "done": "progress", "in_progress": "progress"}
                asked = {"mark" if name.endswith("_late") else by.get(name, "state"): name}
                page = client.get(URL, params={} if name == "all" else asked, headers=as_(account)).json()
                assert count == page["total"], name


def test_pages_hold_every_issue_once_in_every_order(
    client: TestClient, county_: Mixed, as_: As, subtests: pytest.Subtests
) -> None:
    for sort, order in product(("raised_at", "answer_by", "updated_at"), ("asc", "desc")):
        with subtests.test(sort=sort, order=order):
            asked = {"sort": sort, "order": order, "limit": "3"}
            page = client.get(URL, params=asked, headers=as_("leader")).json()
            seen, firsts = list(page["items"]), [page["first"]]
            while page["next"]:
                page = client.get(URL, params={**asked, "cursor": page["next"]}, headers=as_("leader")).json()
                seen += page["items"]
                firsts.append(page["first"])
            whole = client.get(URL, params={**asked, "limit": "50"}, headers=as_("leader")).json()
            assert seen == whole["items"]
            assert firsts == [1, 4, 7, 10]
            values = [row[sort] for row in seen if row[sort] is not None]
            assert values == sorted(values, reverse=order == "desc")
            assert [row[sort] for row in seen[len(values) :]] == [None] * (10 - len(values))


OVERDUE = {
    "to sign in time": ({"sign_by": date(2040, 1, 1), "answer_by": date(2040, 1, 9)}, "assigned", False),
    "to sign too late": ({"sign_by": date(2020, 1, 1), "answer_by": date(2040, 1, 9)}, "assigned", True),
    "signed too late": ({"sign_by": date(2020, 1, 1), "answer_by": date(2040, 1, 9)}, "signed", False),
    "to answer too late": ({"sign_by": date(2020, 1, 1), "answer_by": date(2020, 1, 9)}, "signed", True),
    "answered": ({"sign_by": date(2020, 1, 1), "answer_by": date(2020, 1, 9)}, "answered", False),
}


def test_an_issue_is_overdue_while_the_department_owes_something(
    client: TestClient, county: County, as_: As, subtests: pytest.Subtests
) -> None:
    for what, (days, state, overdue) in OVERDUE.items():
        with subtests.test(what=what):
            issue = Raised(what)
            acts = [issue.raised(), issue.accepted(), issue.assigned("tax", **days)]
            later = {"assigned": [], "signed": [issue.signed()], "answered": [issue.answered()]}[state]
            county.happen(*acts, *later)
            found = client.get(f"{URL}/{issue.id}", headers=as_("leader")).json()
            assert (found["state"], found["overdue"]) == (state, overdue)


def test_what_came_late_stays_marked_and_is_counted_and_listed(
    client: TestClient, county: County, as_: As
) -> None:
    due, at, entered = (
        date(2026, 10, 2),
        datetime(2026, 10, 2, 1, tzinfo=UTC),
        datetime(2026, 10, 8, tzinfo=UTC),
    )
    late, in_time, taken_over = Raised("late"), Raised("in time"), Raised("taken over")
    for issue in (late, in_time, taken_over):
        county.happen(issue.raised(), issue.accepted(), issue.assigned("tax", sign_by=due, answer_by=due))
    for said in (
        late.entered_late(at, entered),
        late.signed(),
        taken_over.entered_late(at, entered, takeover=True),
        taken_over.signed(),
        in_time.signed(),
    ):
        county.receive(msgspec.structs.replace(county.next(*said), occurred_at=at))
    county.happen(late.answered(), late.rated(5), late.closed())

    def listed(mark: str) -> list[str]:
        page = client.get(URL, params={"mark": mark}, headers=as_("leader")).json()
        assert page["total"] == client.get(f"{URL}/figures", headers=as_("leader")).json()[mark]
        return [row["id"] for row in page["items"]]

    assert listed("entered_late") == [str(late.id)]
    assert listed("signed_late") == [str(late.id)]
    assert listed("answered_late") == []
    row = client.get(f"{URL}/{late.id}", headers=as_("leader")).json()
    assert (row["state"], row["marks"]) == ("closed", ["entered_late", "signed_late"])


def test_a_search_finds_what_looks_the_same(client: TestClient, county: County, as_: As) -> None:
    issue = Raised("wide", title="ＡＢＣ 二期用电")
    county.happen(issue.raised(), enterprise(OWN, "丙丁Ｂ公司"))

    for looked_for in ("abc", "Ａbc", "二\u200b期", "丙丁b", "丁\u2060Ｂ公"):
        page = client.get(URL, params={"q": looked_for}, headers=as_("leader")).json()
        assert [row["id"] for row in page["items"]] == [str(issue.id)], looked_for
    assert client.get(URL, params={"q": "％"}, headers=as_("leader")).json()["total"] == 0


def test_names_follow_their_registers(client: TestClient, county: County, as_: As) -> None:
    issue = Raised("1")
    county.happen(issue.raised())
    before = client.get(f"{URL}/{issue.id}", headers=as_("leader")).json()

    county.happen(enterprise(OWN, "新名科技有限公司"))

    found = client.get(f"{URL}/{issue.id}", headers=as_("leader")).json()
    assert (before["enterprise"], found["enterprise"]) == (None, "新名科技有限公司")


def test_the_second_sheet_names_every_filter(client: TestClient, county_: Mixed, as_: As) -> None:
    asked = {"progress": "pushed", "state": "signed", "department": "tax", "category": "land", "q": "问"}

    answer = client.get(f"{URL}/export", params=asked, headers=as_("department-tax"))

    said = {row["A"]: row.get("B") for row in Book(answer.content).rows(1)}
    assert (said["进展"], said["状态"], said["承办部门"]) == ("已推送", "办理中", "税务局")
    assert (said["类别"], said["搜索"], said["乡镇"]) == ("用地", "问", "不限")
    assert said["导出人"] == "税务局 (department-tax)"


REFUSED = ("state=lost", "progress=all", "category=money", "project=7", "sort=title", "limit=0")


def test_what_no_list_can_be_is_refused(client: TestClient, as_: As, subtests: pytest.Subtests) -> None:
    for asked in REFUSED:
        with subtests.test(asked=asked):
            answer = client.get(f"{URL}?{asked}", headers=as_("leader"))
            assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


def test_departments_have_names_until_their_last_account_is_revoked(
    client: TestClient, county: County, as_: As
) -> None:
    county.happen(department("tax", "税务局"), department("planning", "资源规划局"))

    found = client.get("/api/cockpit/departments", headers=as_("township-330529001")).json()

    assert found == [{"code": "planning", "name": "资源规划局"}, {"code": "tax", "name": "税务局"}]
    county.happen(("register/account/department-tax", AccountRevoked(account="department-tax")))
    left = client.get("/api/cockpit/departments", headers=as_("leader")).json()
    assert left == found[:1]
