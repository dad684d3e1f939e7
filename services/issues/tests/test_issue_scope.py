"""Nobody sees or does anything to an issue outside their township, department or enterprise."""

from itertools import product
from uuid import UUID

import pytest
from services.issues.tests.people import People
from services.issues.tests.test_loop import BODIES

from tests.county import OTHER, OTHER_ACCOUNT, OWN, OWN_ACCOUNT, TINGLAN, WANGYU
from tests.county.kit import County
from zhouqi.issues.lookup import queries
from zhouqi.service.storage.predicate import ALWAYS

PLACES = {
    "home": (TINGLAN, OWN, "planning"),
    "neighbour": (TINGLAN, OTHER, "tax"),
    "branch": (WANGYU, OWN, "tax"),
    "far": (WANGYU, OTHER, "planning"),
}
SEEN = {
    "leader": set(PLACES),
    "dispatcher": set(PLACES),
    "operator": set(PLACES),
    "department-planning": {"home", "far"},
    "department-tax": {"neighbour", "branch"},
    "department-finance": set(),
    f"township-{TINGLAN}": {"home", "neighbour"},
    f"agent-{TINGLAN}-1": {"home", "neighbour"},
    f"township-{WANGYU}": {"branch", "far"},
    OWN_ACCOUNT: {"home", "branch"},
    OTHER_ACCOUNT: {"neighbour", "far"},
    "township-330529400": set(),
}
MAY_RAISE = {account for account in SEEN if account.startswith(("township", "agent", "enterprise"))}
MAY = {
    "accept": {"dispatcher"},
    "decline": {"dispatcher"},
    "assign": {"dispatcher"},
    "sign": {account for account in SEEN if account.startswith("department")},
    "return": {account for account in SEEN if account.startswith("department")},
    "answer": {account for account in SEEN if account.startswith("department")},
    "rate": {OWN_ACCOUNT, OTHER_ACCOUNT},
}


@pytest.fixture
def issues(county: County, people: People) -> dict[str, UUID]:
    """An assigned issue at each place."""
    made = {}
    for name, (township, enterprise, department) in PLACES.items():
        project = county.register(name, township, enterprise)
        issue = people.raised(f"agent-{township}-1", project_id=str(project))
        people.did("dispatcher", "accept", issue)
        people.did("dispatcher", "assign", issue, department=department)
        made[name] = issue
    return made


def test_an_issue_of_others_does_not_exist(
    issues: dict[str, UUID], people: People, subtests: pytest.Subtests
) -> None:
    for (account, names), (name, issue) in product(SEEN.items(), issues.items()):
        with subtests.test(account=account, issue=name):
            assert people.may(account, issue).status_code == (200 if name in names else 404)


def test_nobody_acts_without_the_permission_or_outside_the_scope(
    issues: dict[str, UUID], people: People, subtests: pytest.Subtests
) -> None:
    for account, names in SEEN.items():
        for act, body in BODIES.items():
            for name in issues.keys() - names:
                with subtests.test(account=account, act=act, issue=name):
                    expected = 404 if account in MAY[act] else 403
                    assert people.does(account, act, issues[name], **body).status_code == expected
            if account not in MAY[act]:
                for name in names:
                    with subtests.test(account=account, act=act, issue=name):
                        assert people.does(account, act, issues[name], **body).status_code == 403


def test_the_assigned_department_alone_signs(issues: dict[str, UUID], people: People) -> None:
    people.did("department-planning", "sign", issues["home"])
    people.did("department-tax", "sign", issues["branch"])
    assert people.does("department-tax", "answer", issues["home"], answer="无").status_code == 404


def test_one_raises_for_projects_of_one_s_own_alone(
    county: County, people: People, subtests: pytest.Subtests
) -> None:
    projects = {
        name: county.register(name, township, enterprise)
        for name, (township, enterprise, _) in PLACES.items()
    }
    for (account, names), (name, project) in product(SEEN.items(), projects.items()):
        with subtests.test(account=account, project=name):
            status = people.raise_(account, project_id=str(project)).status_code
            if account in MAY_RAISE:
                assert status == (201 if name in names else 404)
            else:
                assert status == 403


def test_without_the_scope_in_sql_a_township_would_see_all(
    issues: dict[str, UUID], people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "within", lambda *_: ALWAYS)

    assert all(people.may(f"township-{TINGLAN}", issue).status_code == 200 for issue in issues.values())


def test_nobody_does_anything_without_signing_in(people: People) -> None:
    for act in BODIES:
        url = f"/api/issues/issues/{UUID(int=1)}/{act}"
        assert people.client.post(url, json={}, headers={"Idempotency-Key": "k"}).status_code == 401
    assert people.client.get(f"/api/issues/issues/{UUID(int=1)}/acts").status_code == 401
