"""An open page is told of changes of what its reader may see, and of nothing else."""

import asyncio
from datetime import date

import pytest
from services.cockpit.tests.county import County, Filed
from services.cockpit.tests.happenings import closed, connected, detected, land, lit, matched, reached
from services.cockpit.tests.raised import Raised
from services.cockpit.tests.readers import PROJECTS, SEEN

from tests.county import OTHER, OTHER_ACCOUNT, OWN_ACCOUNT, TINGLAN, WANGYU
from zhouqi.cockpit.kit.scope import ReaderScope
from zhouqi.cockpit.live import queries as live
from zhouqi.cockpit.live.queries import MOST_NAMED
from zhouqi.cockpit.live.schemas import Changed
from zhouqi.cockpit.slices import AREAS
from zhouqi.events.contracts.lifecycle import Milestone
from zhouqi.events.contracts.policy import Verdict
from zhouqi.events.contracts.warning import Light, Stall
from zhouqi.events.log.connection import connect
from zhouqi.service.identity import accounts


@pytest.fixture
def _filed(county: County) -> None:
    county.file(*PROJECTS.values())


@pytest.mark.usefixtures("_filed")
def test_changes_name_the_own_projects_alone(county: County, subtests: pytest.Subtests) -> None:
    for account, names in SEEN.items():
        with subtests.test(account=account):
            changed = _touched(county, account, 0)
            named = set() if changed is None else set(changed.areas.get("projects") or [])
            assert named == {str(PROJECTS[name].id) for name in names}


def test_many_changes_are_not_named(county: County) -> None:
    county.file(*(Filed(f"P{number}") for number in range(MOST_NAMED + 1)))

    changed = _touched(county, "leader", 0)

    assert changed is not None
    assert changed.areas == {"projects": None}


def test_a_change_of_one_project_names_that_project(county: County) -> None:
    county.file(*PROJECTS.values())
    before = county.written
    county.withdraw(PROJECTS["far"])

    changed = _touched(county, "leader", before)
    assert changed is not None
    assert changed.areas == {"projects": [str(PROJECTS["far"].id)]}
    assert _touched(county, f"township-{TINGLAN}", before) is None


WHAT_A_PAGE_SHOWS = {
    "a record": land(PROJECTS["far"], "L1"),
    "a light": lit(PROJECTS["far"], Light.RED),
    "a stall": detected(PROJECTS["far"], Stall.NO_LAND, date(2026, 3, 3)),
    "a connection": connected(PROJECTS["far"], ("project",), ()),
    "a milestone": reached(PROJECTS["far"], Milestone.LAND),
    "a match": matched(OTHER, None, Verdict.UNMET),
}


def test_whatever_a_page_shows_names_its_project(county: County, subtests: pytest.Subtests) -> None:
    county.file(PROJECTS["far"], PROJECTS["home"])
    for what, said in WHAT_A_PAGE_SHOWS.items():
        with subtests.test(what=what):
            before = county.written
            county.happen(said)
            changed = _touched(county, "leader", before)
            assert changed is not None
            assert changed.areas == {"projects": [str(PROJECTS["far"].id)]}
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
            assert changed.areas == {"projects": [str(PROJECTS["far"].id)], "issues": [str(issue.id)]}
    for account in ("department-planning", f"township-{TINGLAN}", OWN_ACCOUNT):
        with subtests.test(account=account):
            assert _touched(county, account, before) is None


def test_the_close_of_a_day_changes_everything(county: County) -> None:
    county.file(PROJECTS["far"])
    before = county.written
    county.happen(closed())

    changed = _touched(county, OWN_ACCOUNT, before)

    assert changed is not None
    assert changed.areas == dict.fromkeys(AREAS)


def _touched(county: County, account: str, after: int) -> Changed | None:
    found = accounts.load().find(account)
    assert found is not None

    async def ask() -> Changed | None:
        conn = await connect(county.dsn, autocommit=True)
        try:
            scope = found.identity.scope
            return await live.changed(conn, ReaderScope(scope, scope), after, county.written)
        finally:
            await conn.close()

    return asyncio.run(ask())
