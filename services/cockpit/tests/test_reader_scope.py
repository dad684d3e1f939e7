"""Nobody sees what lies outside their township or enterprise: not in lists, figures, exports or trails."""

from itertools import product
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from services.cockpit.tests.county import County
from services.cockpit.tests.happenings import agent
from services.cockpit.tests.raised import Raised
from services.cockpit.tests.readers import PROJECTS, SEEN
from services.cockpit.tests.workbook import Book

from tests.county import TINGLAN, WANGYU
from tests.served import As
from zhouqi.cockpit.issue import queries as issue
from zhouqi.cockpit.issue_figures import queries as issues
from zhouqi.cockpit.kit import scope
from zhouqi.cockpit.overview import breakdown
from zhouqi.cockpit.project_figures import queries as projects
from zhouqi.service.storage.predicate import ALWAYS

URL = "/api/cockpit/projects"
ISSUES_URL = "/api/cockpit/issues"
NOBODY = UUID(int=0)


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
            excel_file = Book(client.get(f"{URL}/export", headers=as_(account)).content)
            asked = {"id": [str(one.id) for one in PROJECTS.values()]}
            named = client.get(f"{URL}/names", params=asked, headers=as_(account)).json()

            assert {row["id"] for row in page["items"]} == {str(PROJECTS[name].id) for name in names}
            assert {row["id"] for row in named} == {row["id"] for row in page["items"]}
            assert page["total"] == counted["registered"] == len(excel_file.rows(0)) - 1 == len(names)
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
            excel_file = Book(client.get(f"{ISSUES_URL}/export", headers=as_(account)).content)
            overview = client.get("/api/cockpit/overview", headers=as_(account)).json()

            assert {row["id"] for row in page["items"]} == {str(ISSUES[name].id) for name in names}
            assert page["total"] == counted["all"] == len(excel_file.rows(0)) - 1 == len(names)
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
            in_words = [event["type"] for event in trail["items"] if event["source"] == "issues"]
            assert in_words == ["IssueAssigned", "IssueAccepted", "IssueRaised"] * seen


@pytest.mark.usefixtures("_raised")
def test_agents_are_those_of_the_own_townships(county: County, client: TestClient, as_: As) -> None:
    county.happen(agent("agent-1", "听澜代办站"), agent("agent-2", "望榆代办站", WANGYU))

    def named(account: str, **query: str) -> list[str]:
        found = client.get("/api/cockpit/agents", params=query, headers=as_(account)).json()
        return [one["account"] for one in found]

    assert named("leader") == named("department-tax") == ["agent-1", "agent-2"]
    assert named(f"township-{WANGYU}") == ["agent-2"]
    far = str(PROJECTS["far"].id)
    assert named("leader", project=far) == ["agent-2"]
    assert named(f"township-{TINGLAN}", project=far) == []


@pytest.mark.usefixtures("_filed")
def test_without_the_scope_in_sql_a_township_would_see_all(
    client: TestClient, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (projects, scope, breakdown):
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
    for module in (scope, issues, issue):
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
