"""Nobody sees what lies outside their township or enterprise: not in lists, figures, exports, trails or changes."""

import asyncio
from datetime import date
from itertools import product
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from services.cockpit.tests.county import County, Filed
from services.cockpit.tests.happenings import (
    Raised,
    agent,
    closed,
    connected,
    detected,
    land,
    lit,
    matched,
    reached,
)
from services.cockpit.tests.workbook import Book

from tests.county import OTHER, OTHER_ACCOUNT, OWN, OWN_ACCOUNT, TINGLAN, WANGYU
from tests.served import As
from zhouqi.cockpit.api.answers.changes import Changed
from zhouqi.cockpit.queries import (
    breakdown,
    figures,
    issue,
    issue_figures,
    issue_filter,
    overview,
    project,
    project_filter,
)
from zhouqi.cockpit.queries.touched import MOST_NAMED, touched
from zhouqi.events.connection import connect
from zhouqi.events.contracts.lifecycle import Milestone
from zhouqi.events.contracts.warning import Light, Stall
from zhouqi.service import accounts
from zhouqi.service.predicate import ALWAYS

URL = "/api/cockpit/projects"
ISSUES_URL = "/api/cockpit/issues"
NOBODY = UUID(int=0)
PROJECTS = {
    "home": Filed("P1", township=TINGLAN, enterprise_code=OWN),
    "neighbour": Filed("P2", township=TINGLAN, enterprise_code=OTHER),
    "branch": Filed("P3", township=WANGYU, enterprise_code=OWN),
    "far": Filed("P4", township=WANGYU, enterprise_code=OTHER),
}
SEEN = {
    "leader": {"home", "neighbour", "branch", "far"},
    "dispatcher": {"home", "neighbour", "branch", "far"},
    "operator": {"home", "neighbour", "branch", "far"},
    "department-tax": {"home", "neighbour", "branch", "far"},
    f"township-{TINGLAN}": {"home", "neighbour"},
    f"agent-{TINGLAN}-1": {"home", "neighbour"},
    f"township-{WANGYU}": {"branch", "far"},
    OWN_ACCOUNT: {"home", "branch"},
    OTHER_ACCOUNT: {"neighbour", "far"},
    "township-330529400": set(),
}


@pytest.fixture
def _filed(county: County) -> None:
    county.file(*PROJECTS.values())


@pytest.mark.usefixtures("_filed")
def test_lists_figures_and_exports_hold_the_own_projects_alone(
    client: TestClient, as_: As, subtests: pytest.Subtests
) -> None:
    for account, names in SEEN.items():
        with subtests.test(account=account):
            page = client.get(URL, headers=as_(account)).json()
            counted = client.get(f"{URL}/figures", headers=as_(account)).json()
            exported = Book(client.get(f"{URL}/export", headers=as_(account)).content)

            assert {row["id"] for row in page["items"]} == {str(PROJECTS[name].id) for name in names}
            assert page["total"] == counted["registered"] == len(exported.rows(0)) - 1 == len(names)
            mine = {PROJECTS[name].township for name in names}
            assert {one["township"] for one in counted["townships"]} == mine


@pytest.mark.usefixtures("_filed")
def test_pages_and_trails_of_others_do_not_exist(
    client: TestClient, as_: As, subtests: pytest.Subtests
) -> None:
    for (account, names), (name, one) in product(SEEN.items(), PROJECTS.items()):
        with subtests.test(account=account, project=name):
            expected = 200 if name in names else 404
            assert client.get(f"{URL}/{one.id}", headers=as_(account)).status_code == expected
            assert client.get(f"{URL}/{one.id}/trail", headers=as_(account)).status_code == expected


@pytest.mark.usefixtures("_filed")
def test_a_filter_opens_nothing(client: TestClient, as_: As) -> None:
    asked = {"township": WANGYU, "status": "all"}

    page = client.get(URL, params=asked, headers=as_(f"township-{TINGLAN}")).json()

    assert page["total"] == 0


@pytest.mark.usefixtures("_filed")
def test_changes_name_the_own_projects_alone(county: County, subtests: pytest.Subtests) -> None:
    for account, names in SEEN.items():
        with subtests.test(account=account):
            changed = _touched(county, account, 0)
            named = set() if changed is None else set(changed.projects or [])
            assert named == {PROJECTS[name].id for name in names}


def test_many_changes_are_not_named(county: County) -> None:
    county.file(*(Filed(f"P{number}") for number in range(MOST_NAMED + 1)))

    changed = _touched(county, "leader", 0)

    assert changed is not None
    assert (changed.projects, changed.issues) == (None, [])


def test_a_change_of_one_project_names_that_project(county: County) -> None:
    county.file(*PROJECTS.values())
    before = county.written
    county.withdraw(PROJECTS["far"])

    changed = _touched(county, "leader", before)
    assert changed is not None
    assert (changed.projects, changed.issues) == ([PROJECTS["far"].id], [])
    assert _touched(county, f"township-{TINGLAN}", before) is None


WHAT_A_PAGE_SHOWS = {
    "a record": land(PROJECTS["far"], "L1"),
    "a light": lit(PROJECTS["far"], Light.RED),
    "a stall": detected(PROJECTS["far"], Stall.NO_LAND, date(2026, 3, 3)),
    "a connection": connected(PROJECTS["far"], ("project",), ()),
    "a milestone": reached(PROJECTS["far"], Milestone.LAND),
    "a match": matched(OTHER, None, equipment=False),
}


def test_whatever_a_page_shows_names_its_project(county: County, subtests: pytest.Subtests) -> None:
    county.file(PROJECTS["far"], PROJECTS["home"])
    for what, said in WHAT_A_PAGE_SHOWS.items():
        with subtests.test(what=what):
            before = county.written
            county.happen(said)
            changed = _touched(county, "leader", before)
            assert changed is not None
            assert changed.projects == [PROJECTS["far"].id]
            assert _touched(county, f"township-{TINGLAN}", before) is None


def test_an_issue_names_itself_and_its_project_to_those_who_may_see_it(
    county: County, subtests: pytest.Subtests
) -> None:
    county.file(*PROJECTS.values())
    issue = Raised("1", project=PROJECTS["far"], township=WANGYU, enterprise=OTHER)
    before = county.written
    county.happen(issue.raised(), issue.accepted(), issue.assigned("tax"))

    for account in ("leader", "department-tax", f"township-{WANGYU}", OTHER_ACCOUNT):
        with subtests.test(account=account):
            changed = _touched(county, account, before)
            assert changed is not None
            assert (changed.projects, changed.issues) == ([PROJECTS["far"].id], [issue.id])
    for account in ("department-planning", f"township-{TINGLAN}", OWN_ACCOUNT):
        with subtests.test(account=account):
            assert _touched(county, account, before) is None


def test_the_close_of_a_day_changes_everything(county: County) -> None:
    county.file(PROJECTS["far"])
    before = county.written
    county.happen(closed())

    changed = _touched(county, OWN_ACCOUNT, before)

    assert changed is not None
    assert (changed.projects, changed.issues) == (None, None)


ISSUES = {
    name: Raised(name, project=project, township=project.township, enterprise=project.enterprise_code)
    for name, project in PROJECTS.items()
}
ISSUES_SEEN = {
    **{account: names for account, names in SEEN.items() if not account.startswith("department")},
    "department-tax": {"home", "far"},
    "department-planning": {"branch"},
    "department-market": set(),
}


@pytest.fixture
def _raised(county: County) -> None:
    county.file(*PROJECTS.values())
    county.happen(*(issue.raised() for issue in ISSUES.values()))
    county.happen(*(issue.accepted() for issue in ISSUES.values()))
    county.happen(ISSUES["home"].assigned("tax"), ISSUES["far"].assigned("tax"))
    county.happen(ISSUES["branch"].assigned("planning"))
    county.happen(ISSUES["neighbour"].assigned("planning"), ISSUES["neighbour"].returned())


@pytest.mark.usefixtures("_raised")
def test_lists_figures_and_exports_hold_the_own_issues_alone(
    client: TestClient, as_: As, subtests: pytest.Subtests
) -> None:
    for account, names in ISSUES_SEEN.items():
        with subtests.test(account=account):
            page = client.get(ISSUES_URL, headers=as_(account)).json()
            counted = client.get(f"{ISSUES_URL}/figures", headers=as_(account)).json()
            exported = Book(client.get(f"{ISSUES_URL}/export", headers=as_(account)).content)
            overview = client.get("/api/cockpit/overview", headers=as_(account)).json()

            assert {row["id"] for row in page["items"]} == {str(ISSUES[name].id) for name in names}
            assert page["total"] == counted["all"] == len(exported.rows(0)) - 1 == len(names)
            assert counted["pushed"] == overview["issues"]["pushed"] == len(names)


@pytest.mark.usefixtures("_raised")
def test_issues_of_others_do_not_exist(client: TestClient, as_: As, subtests: pytest.Subtests) -> None:
    for (account, names), (name, one) in product(ISSUES_SEEN.items(), ISSUES.items()):
        with subtests.test(account=account, issue=name):
            expected = 200 if name in names else 404
            assert client.get(f"{ISSUES_URL}/{one.id}", headers=as_(account)).status_code == expected
            assert client.get(f"{ISSUES_URL}/{one.id}/trail", headers=as_(account)).status_code == expected


@pytest.mark.usefixtures("_raised")
def test_a_projects_page_and_trail_hold_the_issues_that_one_may_see(
    client: TestClient, as_: As, subtests: pytest.Subtests
) -> None:
    for account, seen in {"leader": 1, "department-tax": 1, "department-planning": 0}.items():
        with subtests.test(account=account):
            url = f"{URL}/{PROJECTS['far'].id}"
            page = client.get(url, headers=as_(account)).json()
            trail = client.get(f"{url}/trail", headers=as_(account)).json()

            assert len(page["issues"]) == seen
            told = [event["type"] for event in trail["items"] if event["source"] == "issues"]
            assert told == ["IssueAssigned", "IssueAccepted", "IssueRaised"] * seen


@pytest.mark.usefixtures("_raised")
def test_agents_are_those_of_the_own_townships(county: County, client: TestClient, as_: As) -> None:
    county.happen(agent("agent-1", "听澜代办站"), agent("agent-2", "望榆代办站", WANGYU))

    def named(account: str) -> list[str]:
        found = client.get("/api/cockpit/agents", headers=as_(account)).json()
        return [one["account"] for one in found]

    assert named("leader") == named("department-tax") == ["agent-1", "agent-2"]
    assert named(f"township-{WANGYU}") == ["agent-2"]


@pytest.mark.usefixtures("_filed")
def test_without_the_scope_in_sql_a_township_would_see_all(
    client: TestClient, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (project_filter, figures, project, overview, breakdown):
        monkeypatch.setattr(module, "within", lambda *_: ALWAYS)
    account = as_(f"township-{TINGLAN}")

    assert client.get(URL, headers=account).json()["total"] == len(PROJECTS)
    assert client.get(f"{URL}/figures", headers=account).json()["registered"] == len(PROJECTS)
    assert client.get(f"{URL}/{PROJECTS['far'].id}", headers=account).status_code == 200
    assert client.get("/api/cockpit/overview", headers=account).json()["projects"] == len(PROJECTS)
    assert len(client.get("/api/cockpit/overview/breakdown", headers=account).json()["townships"]) == 2


@pytest.mark.usefixtures("_raised")
def test_without_the_scope_in_sql_a_department_would_see_all_issues(
    client: TestClient, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (issue_filter, issue_figures, issue):
        monkeypatch.setattr(module, "within", lambda *_: ALWAYS)
    account = as_("department-market")

    assert client.get(ISSUES_URL, headers=account).json()["total"] == len(ISSUES)
    assert client.get(f"{ISSUES_URL}/figures", headers=account).json()["all"] == len(ISSUES)
    assert client.get(f"{ISSUES_URL}/{ISSUES['far'].id}", headers=account).status_code == 200


def test_nobody_sees_anything_without_signing_in(client: TestClient, subtests: pytest.Subtests) -> None:
    paths = client.get("/api/cockpit/openapi.json").json()["paths"]
    open_ = {"/api/cockpit/accounts", "/api/cockpit/session"}
    for path in paths.keys() - open_:
        with subtests.test(path=path):
            url = path.replace("{project_id}", str(NOBODY)).replace("{issue_id}", str(NOBODY))
            assert client.get(url).status_code == 401


def _touched(county: County, account: str, after: int) -> Changed | None:
    found = accounts.load().find(account)
    assert found is not None

    async def ask() -> Changed | None:
        conn = await connect(county.dsn, autocommit=True)
        try:
            scope = found.identity.scope
            return await touched(conn, scope, scope, after, county.written)
        finally:
            await conn.close()

    return asyncio.run(ask())
