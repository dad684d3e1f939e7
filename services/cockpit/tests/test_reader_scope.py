"""Nobody sees what lies outside their township or enterprise: not in lists, figures, exports, trails or changes."""

import asyncio
from itertools import product
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from services.cockpit.tests.conftest import As
from services.cockpit.tests.county import (
    OTHER,
    OTHER_ACCOUNT,
    OWN,
    OWN_ACCOUNT,
    TINGLAN,
    WANGYU,
    County,
    Filed,
)
from services.cockpit.tests.workbook import Book

from zhouqi.cockpit.queries import figures, project, project_filter
from zhouqi.cockpit.queries.touched import MOST_NAMED, touched
from zhouqi.events.connection import connect
from zhouqi.service import accounts
from zhouqi.service.predicate import ALWAYS

URL = "/api/cockpit/projects"
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
            assert set(_touched(county, account, 0) or []) == {PROJECTS[name].id for name in names}


def test_many_changes_are_not_named(county: County) -> None:
    county.file(*(Filed(f"P{number}") for number in range(MOST_NAMED + 1)))

    assert _touched(county, "leader", 0) is None


def test_a_change_of_one_project_names_that_project(county: County) -> None:
    county.file(*PROJECTS.values())
    before = county.written
    county.withdraw(PROJECTS["far"])

    assert _touched(county, "leader", before) == [PROJECTS["far"].id]
    assert _touched(county, f"township-{TINGLAN}", before) == []


@pytest.mark.usefixtures("_filed")
def test_without_the_scope_in_sql_a_township_would_see_all(
    client: TestClient, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (project_filter, figures, project):
        monkeypatch.setattr(module, "within", lambda *_: ALWAYS)
    account = as_(f"township-{TINGLAN}")

    assert client.get(URL, headers=account).json()["total"] == len(PROJECTS)
    assert client.get(f"{URL}/figures", headers=account).json()["registered"] == len(PROJECTS)
    assert client.get(f"{URL}/{PROJECTS['far'].id}", headers=account).status_code == 200


def test_nobody_sees_anything_without_signing_in(client: TestClient) -> None:
    for path in ("", "/figures", "/export", "/00000000-0000-0000-0000-000000000000"):
        assert client.get(URL + path).status_code == 401, path


def _touched(county: County, account: str, after: int) -> list[UUID] | None:
    found = accounts.load().find(account)
    assert found is not None

    async def ask() -> list[UUID] | None:
        conn = await connect(county.dsn, autocommit=True)
        try:
            return await touched(conn, found.identity.scope, after, county.written)
        finally:
            await conn.close()

    return asyncio.run(ask())
